import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gouvernail.exchange.reports.kept.coding import plain_of, value_of
from gouvernail.exchange.reports.kept.frames import packed, unpacked
from gouvernail.exchange.reports.kept.reading import Fetch, keep_reading, restore_reading
from gouvernail.exchange.reports.report import Report

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.diagnosis import Diagnosis

TEXT: Final = "diagnosis.json"
VERSION: Final = 1


def keep_report(report: Report) -> Iterator[tuple[str, bytes]]:
    """Give the files that keep a report: the diagnosis, one file of rows a finding, the reading without its history.

    Rows of a finding are in `rows-<indicator>.parquet`, those of the promises in `rows-promises.parquet`.
    """
    frames: dict[str, pl.DataFrame] = {}
    findings = [_aside(finding, f"rows-{finding.id}", frames) for finding in report.diagnosis.findings]
    promises = report.diagnosis.promises
    content = {
        "version": VERSION,
        "title": report.title,
        "sample": report.sample,
        "generated_at": report.generated_at.isoformat(),
        "diagnosis": plain_of(replace(report.diagnosis, findings=(), promises=None), _refuse),
        "findings": findings,
        "promises": None if promises is None else _aside(promises, "rows-promises", frames),
    }
    yield TEXT, json.dumps(content, ensure_ascii=False).encode()
    for name, frame in frames.items():
        yield f"{name}.parquet", packed(frame)
    yield from keep_reading(report.reading, with_history=False)


def restore_report(fetch: Fetch, *, title: str | None = None) -> Report:
    """Give back a report that was kept, with the rows of its findings; its history has no row.

    Parameters
    ----------
    title
        In place of the one that it was kept with.
    """
    said = json.loads(fetch(TEXT))

    def frame(name: str) -> pl.DataFrame:
        return unpacked(fetch(f"{name}.parquet"))

    diagnosis: Diagnosis = value_of(said["diagnosis"], frame)
    diagnosis = replace(
        diagnosis,
        findings=value_of(said["findings"], frame),
        promises=value_of(said["promises"], frame),
    )
    return Report(
        diagnosis,
        restore_reading(fetch, with_history=False),
        said["title"] if title is None else title,
        generated_at=datetime.fromisoformat(said["generated_at"]),
        sample=said["sample"],
    )


def _aside(value: Any, name: str, frames: dict[str, pl.DataFrame]) -> Any:
    def keep(frame: pl.DataFrame) -> str:
        frames[name] = frame
        return name

    return plain_of(value, keep)


def _refuse(_frame: Any) -> str:
    message = "only findings and promises hold rows"
    raise TypeError(message)
