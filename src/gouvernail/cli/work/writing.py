"""Writing the reports that were asked for."""

from typing import TYPE_CHECKING

from gouvernail.cli.outputs import STANDARD_OUTPUT, write, write_to_standard_output

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words


def write_reports(report: "Report", targets: "Targets", *, words: "Words") -> None:
    """Write every report of a diagnosis that was asked for.

    Raises
    ------
    Refusal
        When a file cannot be written.
    """
    writers = {"html": _html, "pdf": _pdf, "xlsx": _xlsx, "json": _json, "mapping": _mapping}
    _write(report, targets, writers, words=words)


def write_promises(report: "Report", targets: "Targets", *, words: "Words") -> None:
    """Write the promises alone, as JSON or as a workbook."""
    _write(report, targets, {"xlsx": _promises_xlsx, "json": _promises_json}, words=words)


def _write(
    report: "Report",
    targets: "Targets",
    writers: "Mapping[str, Callable[[Report, Words], bytes]]",
    *,
    words: "Words",
) -> None:
    for kind, path in targets.files():
        write(path, writers[kind](report, words))
    if targets.json == STANDARD_OUTPUT:
        write_to_standard_output(writers["json"](report, words))


def _html(report: "Report", words: "Words") -> bytes:
    from gouvernail.exchange.reports.html import html_report

    return html_report(report, words).encode()


def _pdf(report: "Report", words: "Words") -> bytes:
    from gouvernail.exchange.reports.pdf import pdf_report

    return pdf_report(report, words)


def _xlsx(report: "Report", words: "Words") -> bytes:
    from gouvernail.exchange.reports.workbook.workbook import workbook

    return workbook(report, words)


def _json(report: "Report", words: "Words") -> bytes:  # noqa: ARG001  # the same for every language
    from gouvernail.exchange.reports.json_report import json_report

    return json_report(report).encode()


def _mapping(report: "Report", words: "Words") -> bytes:
    from gouvernail.exchange.mapping.written import dump

    return dump(report.reading.mapping, words).encode()


def _promises_xlsx(report: "Report", words: "Words") -> bytes:
    from gouvernail.exchange.reports.workbook.workbook import promises_workbook

    return promises_workbook(report, words)


def _promises_json(report: "Report", words: "Words") -> bytes:  # noqa: ARG001  # the same for every language
    from gouvernail.exchange.reports.json_report import json_promises

    return json_promises(report).encode()
