"""Readings and reports kept whole between two processes: what one wrote, the other gives back equal."""

from gouvernail.exchange.reports.kept.reading import keep_reading, restore_reading
from gouvernail.exchange.reports.kept.report import keep_report, restore_report

__all__ = ["keep_reading", "keep_report", "restore_reading", "restore_report"]
