"""A plan as it is said: sentences, a table, a workbook, JSON, CSV."""

from gouvernail.exchange.reports.plan.csv_text import csv_plan
from gouvernail.exchange.reports.plan.json_text import json_plan
from gouvernail.exchange.reports.plan.report import PlanReport
from gouvernail.exchange.reports.plan.rows import Row, rows_of
from gouvernail.exchange.reports.plan.said import Said, conflict_said, said
from gouvernail.exchange.reports.plan.workbook import plan_workbook

__all__ = [
    "PlanReport",
    "Row",
    "Said",
    "conflict_said",
    "csv_plan",
    "json_plan",
    "plan_workbook",
    "rows_of",
    "said",
]
