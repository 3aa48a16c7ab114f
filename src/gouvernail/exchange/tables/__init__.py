"""Cells as text: delimited files and spreadsheets, before anything is known of what they mean."""

from gouvernail.exchange.tables.read import read_tables
from gouvernail.exchange.tables.table import Table

__all__ = ["Table", "read_tables"]
