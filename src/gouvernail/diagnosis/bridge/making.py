"""From a reading to a diagnosis, and from a diagnosis to what is kept of it."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.exchange.reading import Reading
    from gouvernail.exchange.reports.report import Report
    from gouvernail.method.diagnosis.diagnosis import Diagnosis

Language = Literal["fr", "en"]
LANGUAGES: Final[tuple[Language, Language]] = ("fr", "en")
Fetch = Callable[[str], bytes]
JSON_FILE: Final = "report.json"


@dataclass(frozen=True)
class Kept:
    """What is kept of a diagnosis, as rows and files can hold it.

    `figures` is what no language changes, `wordings` what the page says in each, `files` the whole, by name.
    """

    figures: dict[str, Any]
    wordings: dict[str, dict[str, Any]]
    files: Iterable[tuple[str, bytes]]
    counts: dict[str, int]
    since: datetime | None
    until: datetime | None


def diagnosed(reading: "Reading", *, title: str, now: datetime, sample: bool) -> "Report":
    """Diagnose a history as it stood on its last day (`now` at the latest; naive, UTC)."""
    from gouvernail.exchange.reports.report import Report
    from gouvernail.method.diagnosis.diagnose import diagnose
    from gouvernail.method.diagnosis.settings import load

    today = min(reading.history.coverage.until or now, now)
    diagnosis = diagnose(reading.history, today=today, settings=load())
    return Report(diagnosis, reading, title, generated_at=now, sample=sample)


def kept(report: "Report") -> Kept:
    """Give what is kept of a report."""
    diagnosis = report.diagnosis
    return Kept(
        figures=_figures(diagnosis),
        wordings={language: worded(report, language) for language in LANGUAGES},
        files=_files(report),
        counts={
            "items": diagnosis.items,
            "changes": diagnosis.changes,
            "people": diagnosis.people,
            "rows": sum(finding.rows.height for finding in diagnosis.findings),
        },
        since=diagnosis.since,
        until=diagnosis.until,
    )


def worded(report: "Report", language: Language) -> dict[str, Any]:
    """Give what the page says in one language; rows of evidence have a page of their own."""
    from gouvernail.exchange.reports.contents import contents_of
    from gouvernail.exchange.wording import Words

    return asdict(contents_of(report, Words(language), limit=0))


def restored(fetch: Fetch, title: str) -> "Report":
    """Give back a report from its files, under the title that it has now."""
    from gouvernail.exchange.reports.kept import restore_report

    return restore_report(fetch, title=title)


def _files(report: "Report") -> Iterable[tuple[str, bytes]]:
    from gouvernail.exchange.reports.json_report import json_report
    from gouvernail.exchange.reports.kept import keep_report

    yield from keep_report(report)
    yield JSON_FILE, json_report(report).encode()


def _figures(diagnosis: "Diagnosis") -> dict[str, Any]:
    from gouvernail.exchange.reports.plain import plain

    parts: dict[str, tuple[Sequence[Any], tuple[str, ...]]] = {
        "symptoms": (diagnosis.symptoms, ("id", "verdict", "value", "unit", "low", "high", "n", "trend", "voice")),
        "causes": (diagnosis.causes, ("id", "posterior", "low", "high", "strength", "named")),
        "findings": (diagnosis.findings, ("id", "verdict", "value", "unit", "low", "high", "n", "beyond", "missing")),
    }
    return {
        name: [{field: plain(getattr(one, field)) for field in fields} for one in them]
        for name, (them, fields) in parts.items()
    }
