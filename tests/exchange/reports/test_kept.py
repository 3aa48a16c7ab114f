"""What one process keeps, another gives back equal: the same pages, the same workbook, the same rows."""

import contextlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Options, read
from gouvernail.exchange.reports.contents import contents_of
from gouvernail.exchange.reports.kept import keep_reading, keep_report, restore_reading, restore_report
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.wording import Words

if TYPE_CHECKING:
    from gouvernail.exchange.options import TableSeen

NOW = datetime(2026, 1, 1)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_kept_report_says_the_same(sample_report: Report, language: str) -> None:
    kept = dict(keep_report(sample_report))
    again = restore_report(kept.__getitem__)
    words = Words(language)  # type: ignore[arg-type]  # one of the two
    assert contents_of(again, words, limit=20) == contents_of(sample_report, words, limit=20)
    assert again.generated_at == sample_report.generated_at


def test_the_rows_of_every_finding_come_back(sample_report: Report) -> None:
    again = restore_report(dict(keep_report(sample_report)).__getitem__)
    for before, after in zip(sample_report.diagnosis.findings, again.diagnosis.findings, strict=True):
        assert after.rows.equals(before.rows)
        assert after.rows.schema == before.rows.schema


def test_a_kept_reading_comes_back_whole(sample_report: Report) -> None:
    kept = dict(keep_reading(sample_report.reading))
    assert restore_reading(kept.__getitem__) == sample_report.reading


def test_a_title_is_changed_when_restored(sample_report: Report) -> None:
    again = restore_report(dict(keep_report(sample_report)).__getitem__, title="Renommé")
    assert contents_of(again, Words("fr"), limit=0).subject == "Renommé"


def test_a_reading_with_faults_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Key;Title;Status;Created\nA;One;Done;2025-01-02\nA;Two;Done;2025-01-03\nB;x\n", encoding="utf-8")
    reading = read([path], Options(now=NOW, skip_bad=True))
    assert reading.skipped
    assert restore_reading(dict(keep_reading(reading)).__getitem__).skipped == reading.skipped


def test_nothing_but_known_classes_is_made_of_a_file() -> None:
    content = b'{"$": "Popen", "args": "x"}'
    with pytest.raises(KeyError):
        restore_reading(lambda _name: content)


def test_tables_are_seen_even_where_their_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Wording;Day\nfirst thing;02/01/2025\n", encoding="utf-8")
    seen: list[TableSeen] = []
    with contextlib.suppress(BadInput):
        read([path], Options(now=NOW, seen=seen.extend))
    assert [(one.name, one.headers, one.samples) for one in seen] == [
        ("t.csv", ("Wording", "Day"), (("first thing", "02/01/2025"),))
    ]


def test_decisions_are_chosen_by_headers(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Key;Title;Whatever\nA;One;Sell more\n", encoding="utf-8")
    asked: list[dict[str, tuple[str, ...]]] = []

    def choose(tables: "dict[str, tuple[str, ...]]") -> str:
        asked.append(dict(tables))
        return '[columns]\nWhatever = "objective"\n'

    reading = read([path], Options(now=NOW, choose=choose))  # type: ignore[arg-type]  # a mapping of the same
    assert asked == [{"t.csv": ("Key", "Title", "Whatever")}]
    assert reading.history.items["objective"].to_list() == ["Sell more"]
    assert isinstance(reading.history.items, pl.DataFrame)
