"""A selection as it is said: sentences, a workbook, JSON."""

from gouvernail.exchange.reports.selection.json_text import json_selection
from gouvernail.exchange.reports.selection.report import SelectionReport
from gouvernail.exchange.reports.selection.said import Said, said
from gouvernail.exchange.reports.selection.workbook import selection_workbook

__all__ = ["Said", "SelectionReport", "json_selection", "said", "selection_workbook"]
