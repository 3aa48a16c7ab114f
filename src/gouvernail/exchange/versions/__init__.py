"""Dated versions of one file: how most teams keep the history of a roadmap, made into changes."""

from gouvernail.exchange.versions.door import read_versions, told_apart

__all__ = ["read_versions", "told_apart"]
