"""Who answers for what, on paper and in a workbook."""

from gouvernail.exchange.reports.duties.paper import duties_pdf
from gouvernail.exchange.reports.duties.register import DutyLine, Register
from gouvernail.exchange.reports.duties.workbook import duties_workbook

__all__ = ["DutyLine", "Register", "duties_pdf", "duties_workbook"]
