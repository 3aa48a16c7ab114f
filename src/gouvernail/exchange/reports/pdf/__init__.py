"""The report as a paginated audit: A4, tagged for assistive technology (PDF/UA-1), with its own font."""

from gouvernail.exchange.reports.pdf.audit import pdf_report

__all__ = ["pdf_report"]
