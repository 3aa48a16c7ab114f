"""Whatever the file, a history or a sentence: never a traceback."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.exchange.options import Options
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading, read
from gouvernail.exchange.wording import Words
from gouvernail.method.history.validation import validate

_NOW = datetime(2026, 1, 1)
_ROWS = [
    "Key;Title;Status;Resolution;Created;Resolved;Due;Parent;Reporter;Assignee;Labels;Points;Priority",
    "A-1;Fiche client;Terminé;Fait;02/01/2025;14/02/2025;T1 2025;;zoe;ana;mobile|web;3;Haute",
    "A-2;Relances;En cours;;13/01/2025;;30/04/2025;A-1;zoe;bob;;5,5;Basse",
    "A-3;Doublons;Fermé;Doublon;13/01/2025;15/01/2025;;A-1;max;;web;;Haute",
    "A-4;Carte;À faire;;20/01/2025;;;;;;;1;",
]
_CELLS = st.sampled_from(
    [
        "", " ", "A-1", "A-2", "31/02/2025", "01/13/2025", "2030-01-01", "TBD", "=1+1", '"', '""', "é\x00", "\ud7ff",
        "1e9", "-", "Done", "Won't Fix", "2025-01-01T00:00:00+02:00", "1" * 300, "a;b", "\n", "\r", "|", "nan", "True",
        "0001-01-01", "99/99/9999",
    ]
)  # fmt: skip


def _read(text: str, *, skip_bad: bool = False) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tickets.csv"
        path.write_text(text, encoding="utf-8")
        return read([path], Options(now=_NOW, skip_bad=skip_bad))


def _said(error: BadInput) -> None:
    values = {
        "file": error.problem.file, "line": error.problem.line, "column": error.problem.column,
        "found": error.problem.found, **error.problem.params,
    }  # fmt: skip
    for language in ("fr", "en"):
        for part in ("what", "do"):
            assert Words(language).say(f"problems.{error.problem.code}.{part}", **values)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 12), _CELLS), max_size=6), st.booleans())
def test_broken_cells_give_a_history_or_a_sentence(edits: list[tuple[int, int, str]], skip_bad: bool) -> None:
    cells = [row.split(";") for row in _ROWS]
    for row, column, text in edits:
        cells[row][column] = text
    try:
        history = _read("\n".join(";".join(row) for row in cells), skip_bad=skip_bad).history
    except BadInput as error:
        _said(error)
    else:
        assert validate(history, now=_NOW) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_history_or_a_sentence(text: str) -> None:
    try:
        _read(text.encode("utf-8", "replace").decode())
    except BadInput as error:
        _said(error)


@given(st.permutations(range(1, 5)))
@settings(max_examples=12, deadline=None)
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    straight, mixed = _read("\n".join(_ROWS)), _read("\n".join([_ROWS[0], *(_ROWS[row] for row in order)]))
    for frame in ("items", "touches"):
        by = ["key", "at"] if frame == "touches" else ["key"]
        assert getattr(straight.history, frame).sort(by).equals(getattr(mixed.history, frame).sort(by))


def test_many_rows_in_any_order_read_alike(tmp_path: Path) -> None:
    rows = [f"A-{row},Title {row},Done,2025-01-{row % 28 + 1:02},A-{row // 3}" for row in range(1, 400)]
    shuffled = [rows[place] for place in np.random.default_rng(1).permutation(len(rows))]
    frames = []
    for name, each in (("a", rows), ("b", shuffled)):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(["Key,Title,Status,Created,Parent", *each]), encoding="utf-8")
        frames.append(read([path], Options(now=_NOW)).history.items.sort("key"))
    assert frames[0].equals(frames[1])


@pytest.mark.parametrize("rows", [0, 1])
def test_very_small_tables_read(rows: int) -> None:
    text = "\n".join(_ROWS[: 1 + rows])
    try:
        assert _read(text).history.items.height == rows
    except BadInput as error:
        assert rows == 0
        _said(error)


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text("\n".join(_ROWS), encoding="utf-8")
    steps: list[tuple[str, float]] = []
    read([path], Options(now=_NOW, progress=lambda what, share: steps.append((what, share))))
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert any(what == "tickets.csv" for what, _ in steps)


def test_frames_have_the_shape(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text("\n".join(_ROWS), encoding="utf-8")
    items = read([path], Options(now=_NOW)).history.items
    assert items["labels"].dtype == pl.List(pl.String)
    assert items["labels"].to_list() == [["mobile", "web"], None, ["web"], None]
    assert items["state"].to_list() == ["done", "started", "dropped", "accepted"]
