"""A report as a file that people take away."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gouvernail.diagnosis.bridge.making import JSON_FILE, Fetch, Language, restored
from gouvernail.diagnosis.choices import Kind

if TYPE_CHECKING:
    from gouvernail.exchange.reports.report import Report

Notes = Sequence[dict[str, str]]
"""What reviewers say: `about`, `part`, `text`, `author` and `at` (ISO)."""


class CannotExport(Exception):
    """The file cannot be made; the sentence says why and what to do."""


def exported(fetch: Fetch, kind: str, *, title: str, notes: Notes, language: Language) -> bytes:
    """Write a report that was kept.

    Raises
    ------
    CannotExport
        When a component is not installed.
    """
    if kind == Kind.JSON:
        return _json(fetch(JSON_FILE), title, notes)
    from gouvernail.exchange.problems import BadInput
    from gouvernail.exchange.wording import Words

    words, report = Words(language), _with_notes(restored(fetch, title), notes)
    try:
        if kind == Kind.XLSX:
            from gouvernail.exchange.reports.workbook.workbook import workbook

            return workbook(report, words)
        from gouvernail.exchange.reports.pdf import pdf_report

        return pdf_report(report, words)
    except BadInput as fault:
        code, params = fault.problem.code, dict(fault.problem.params)
        message = " ".join(words.say(f"problems.{code}.{part}", **params) for part in ("what", "do"))
        raise CannotExport(message) from fault


def _json(content: bytes, title: str, notes: Notes) -> bytes:
    document: dict[str, Any] = json.loads(content)
    document["title"] = title
    document["annotations"] = list(notes)
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _with_notes(report: "Report", notes: Notes) -> "Report":
    from gouvernail.exchange.reports.notes import Note

    written = (
        Note(note["about"], note["part"], note["text"], note["author"], datetime.fromisoformat(note["at"]))  # type: ignore[arg-type]  # one of the four
        for note in notes
    )
    return replace(report, notes=tuple(written))
