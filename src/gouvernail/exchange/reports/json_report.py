"""The report that programs read. Its shape is published: `schema/report-1.schema.json`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gouvernail import __version__
from gouvernail.exchange.reports.alike import alike
from gouvernail.exchange.reports.plain import plain, plain_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.exchange.problems import Problem
    from gouvernail.exchange.reading import Reading
    from gouvernail.exchange.reports.report import Report
    from gouvernail.method.diagnosis.diagnosis import Cause, Contribution, Diagnosis, Promises, Symptom
    from gouvernail.method.diagnosis.finding import Finding

VERSION: Final = 1
"""Of the shape: it changes when a field disappears or changes its meaning, not when one is added."""

ROWS: Final = 200
"""Rows of evidence given an indicator; the workbook goes on with those that were kept."""

_SCHEMA: Final = Path(__file__).parent / "schema" / f"report-{VERSION}.schema.json"


def schema_text() -> str:
    """Give the published JSON Schema (draft 2020-12) as it is written."""
    return _SCHEMA.read_text(encoding="utf-8")


def json_report(report: "Report") -> str:
    """Write a diagnosis; two reports of one input differ by `generated_at` only."""
    diagnosis = report.diagnosis
    return _text(
        {
            **_head("diagnosis", report),
            "today": plain(diagnosis.today),
            "input": _input(report.reading, diagnosis),
            "promises": _promises(diagnosis.promises, limit=ROWS),
            "symptoms": [_symptom(symptom) for symptom in diagnosis.symptoms],
            "indicators": [_indicator(finding) for finding in diagnosis.findings],
            "causes": [_cause(cause) for cause in diagnosis.causes],
        }
    )


def json_promises(report: "Report") -> str:
    """Write what became of what was announced, with every row."""
    return _text(
        {
            **_head("promises", report),
            "input": _input(report.reading, report.diagnosis),
            "promises": _promises(report.diagnosis.promises, limit=None),
        }
    )


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _head(kind: str, report: "Report") -> dict[str, Any]:
    return {
        "version": VERSION,
        "kind": kind,
        "generator": f"gouvernail {__version__}",
        "generated_at": plain(report.generated_at),
        "title": report.title,
        "sample": report.sample,
    }


def _input(reading: "Reading", diagnosis: "Diagnosis") -> dict[str, Any]:
    history = reading.history
    return {
        "files": [
            {"name": file.name, "format": file.format, "role": file.role, "rows": file.rows} for file in reading.files
        ],
        "items": history.items.height,
        "changes": history.changes.height,
        "touches": history.touches.height,
        "people": diagnosis.people,
        "from": plain(history.coverage.since),
        "to": plain(history.coverage.until),
        "guessed": [
            {
                "code": guess.code,
                "file": guess.file,
                "files": files,
                "value": guess.value,
                "params": plain(guess.params),
            }
            for guess, files in alike(reading.guesses)
        ],
        "missing": _missing(reading),
        "tracked": plain(history.coverage.tracked),
        "columns": plain(reading.columns),
        "ignored": plain(reading.ignored),
        "skipped": _problems(reading.skipped),
        "notices": _problems(reading.notices),
    }


def _missing(reading: "Reading") -> list[str]:
    """Name what the files do not hold: a whole frame, or a column of one that has rows."""
    missing: dict[str, None] = {}
    for name, filled in reading.history.coverage.fields.items():
        if filled.filled == 0:
            missing[name if filled.of else name.partition(".")[0]] = None
    return list(missing)


def _problems(problems: "Sequence[Problem]") -> dict[str, Any]:
    return {
        "total": len(problems),
        "first": [
            {
                "code": one.code,
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "found": one.found,
                "params": plain(one.params),
            }
            for one in problems[:ROWS]
        ],
    }


def _promises(promises: "Promises | None", *, limit: int | None) -> dict[str, Any] | None:
    if promises is None:
        return None
    return {
        "as_of": plain(promises.as_of),
        "until": plain(promises.until),
        "announced": promises.announced,
        "already_over": promises.already_over,
        "counts": plain(promises.counts),
        "median_days_late": plain(promises.median_days_late),
        "p80_days_late": plain(promises.p80_days_late),
        "caveats": list(promises.caveats),
        "rows": plain_rows(promises.rows, limit),
        "rows_total": promises.rows.height,
    }


def _symptom(symptom: "Symptom") -> dict[str, Any]:
    return {
        "id": symptom.id,
        "value": plain(symptom.value),
        "unit": symptom.unit,
        "low": plain(symptom.low),
        "high": plain(symptom.high),
        "n": symptom.n,
        "trend": symptom.trend,
        "p": plain(symptom.p),
        "verdict": plain(symptom.verdict),
        "details": plain(symptom.details or {}),
        "series": _series(symptom.series),
        "indicators": list(symptom.findings),
        "by_release": symptom.by_release,
    }


def _indicator(finding: "Finding") -> dict[str, Any]:
    return {
        "id": finding.id,
        "number": finding.number,
        "verdict": plain(finding.verdict),
        "value": plain(finding.value),
        "unit": finding.unit,
        "low": plain(finding.low),
        "high": plain(finding.high),
        "n": finding.n,
        "needs": finding.needs,
        "q": plain(finding.q),
        "threshold": plain(finding.threshold),
        "beyond": finding.beyond,
        "source": finding.source,
        "stands_on": plain(finding.sources),
        "missing": list(finding.missing),
        "caveats": list(finding.caveats),
        "details": plain(finding.details),
        "series": _series(finding.series),
        "rows": plain_rows(finding.rows, ROWS),
        "rows_total": finding.rows.height + finding.rows_left,
    }


def _cause(cause: "Cause") -> dict[str, Any]:
    return {
        "id": cause.id,
        "posterior": plain(cause.posterior),
        "low": plain(cause.low),
        "high": plain(cause.high),
        "first_share": plain(cause.first_share),
        "top3_share": plain(cause.top3_share),
        "strength": cause.strength,
        "named": cause.named,
        "for": _contributions(cause.supporting),
        "against": _contributions(cause.opposing),
        "lever": cause.lever,
        "exit": [
            {"indicator": indicator, "side": side, "value": plain(value)}
            for indicator, side, value in cause.exit_indicators
        ],
        "relief": plain(cause.relief),
    }


def _series(series: "Sequence[tuple[str, float]]") -> list[dict[str, Any]]:
    return [{"month": month, "value": plain(value)} for month, value in series]


def _contributions(contributions: "Sequence[Contribution]") -> list[dict[str, Any]]:
    return [{"indicator": one.indicator, "weight": plain(one.weight)} for one in contributions]
