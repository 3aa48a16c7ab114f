"""Jira's REST interface: issues as pages, lists or lines of JSON, with changelog and comments where present."""

from gouvernail.exchange.formats.jira_rest.reader import matches, read

__all__ = ["matches", "read"]
