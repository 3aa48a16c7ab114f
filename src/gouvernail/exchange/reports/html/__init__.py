"""The report as one page that needs nothing else: no network, no script, light and dark, printable."""

from gouvernail.exchange.reports.html.page import html_report

__all__ = ["html_report"]
