"""The ranked backlog, on paper."""

from gouvernail.exchange.reports.backlog.paper import MOST, BacklogLine, BacklogSheet, Bar, backlog_pdf

__all__ = ["MOST", "BacklogLine", "BacklogSheet", "Bar", "backlog_pdf"]
