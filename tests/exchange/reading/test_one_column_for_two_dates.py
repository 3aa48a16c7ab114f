"""A date column that is announced while an item is open, and overwritten by the real day when it is delivered."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from gouvernail.exchange.mapping import dump
from gouvernail.exchange.options import Options
from gouvernail.exchange.reading import Reading, read
from gouvernail.exchange.wording import Language, Words
from gouvernail.method.history import as_of

Read = Callable[..., Reading]

_OPEN = ("30/06/2026", "T3 2026", "30/09/2026", "T4 2026", "31/12/2026", "31/03/2026")
_REAL = ("14/03/2025", "07/04/2025", "22/05/2025", "11/06/2025", "03/07/2025", "18/09/2025")
_PLANNED = ("31/03/2025", "30/04/2025", "T2 2025", "30/06/2025", "31/07/2025", "30/09/2025")


def _table(delivered: tuple[str, ...], *, open_: tuple[str, ...] = _OPEN, header: str = "Date de livraison") -> str:
    rows = [f"D{n};demande {n};Livré;{day}" for n, day in enumerate(delivered)]
    rows += [f"O{n};chantier {n};En cours;{day}" for n, day in enumerate(open_)]
    return f"Réf;Libellé;Statut;{header}\n" + "\n".join(rows) + "\n"


def _dates(reading: Reading, key: str) -> tuple[object, object]:
    row = reading.history.items.row(by_predicate=pl.col("key") == key, named=True)
    return row["due_on"], row["done_at"]


def _codes(reading: Reading) -> set[str]:
    return {guess.code for guess in reading.guesses if guess.code.startswith("due_")}


def test_precise_days_on_delivered_rows_among_round_ones_are_real(read_texts: Read) -> None:
    reading = read_texts(plan=_table(_REAL))
    assert _codes(reading) == {"due_precise_when_done"}
    assert _dates(reading, "D0") == (None, datetime(2025, 3, 14))
    assert _dates(reading, "O0") == ("2026-06-30", None)


@pytest.mark.parametrize(
    ("delivered", "open_"),
    [
        pytest.param(_PLANNED, _OPEN, id="round_everywhere"),
        pytest.param(_REAL, tuple(day.replace("2025", "2026") for day in _REAL), id="precise_everywhere"),
        pytest.param(_REAL[:4], _OPEN[:4], id="too_few"),
    ],
)
def test_what_cannot_be_told_stays_announced_and_is_said(
    read_texts: Read, delivered: tuple[str, ...], open_: tuple[str, ...]
) -> None:
    reading = read_texts(plan=_table(delivered, open_=open_))
    assert _codes(reading) == {"due_may_be_real"}
    assert _dates(reading, "D0")[0] is not None
    assert _dates(reading, "D0")[1] is None


@pytest.mark.parametrize("header", ["Date de livraison prévue", "Échéance"])
def test_a_header_that_says_planned_is_believed(read_texts: Read, header: str) -> None:
    reading = read_texts(plan=_table(_REAL, header=header))
    assert _codes(reading) == set()
    assert _dates(reading, "D0") == ("2025-03-14", None)


def test_a_delivered_row_still_to_come_makes_the_column_a_plan(read_texts: Read) -> None:
    reading = read_texts(plan=_table((*_REAL, "12/02/2026")))
    assert _codes(reading) == set()
    assert _dates(reading, "D0")[0] == "2025-03-14"


def _with_end(days: tuple[tuple[str, str], ...], *, header: str = "Date de livraison") -> str:
    rows = [f"D{n};demande {n};Livré;{due};{done}" for n, (due, done) in enumerate(days)]
    return f"Réf;Libellé;Statut;{header};Livré le\n" + "\n".join(rows) + "\nO;autre;En cours;30/06/2026;\n"


_SAME = tuple((day, day) for day in _REAL)


def test_the_very_day_of_the_end_is_no_announcement(read_texts: Read) -> None:
    reading = read_texts(plan=_with_end(_SAME))
    assert _codes(reading) == {"due_equals_end"}
    assert _dates(reading, "D1") == (None, datetime(2025, 4, 7))
    assert _dates(reading, "O") == ("2026-06-30", None)


def test_a_planned_header_that_equals_the_end_is_only_said(read_texts: Read) -> None:
    reading = read_texts(plan=_with_end(_SAME, header="Date de livraison prévue"))
    assert _codes(reading) == {"due_seems_end"}
    assert _dates(reading, "D1") == ("2025-04-07", datetime(2025, 4, 7))


def test_an_announcement_that_differs_from_the_end_is_left_alone(read_texts: Read) -> None:
    reading = read_texts(plan=_with_end(tuple(zip(_PLANNED, _REAL, strict=True))))
    assert _codes(reading) == set()
    assert _dates(reading, "D0") == ("2025-03-31", datetime(2025, 3, 14))


@pytest.mark.parametrize(
    ("said", "expected"), [("never", ("2025-03-14", None)), ("when_done", (None, datetime(2025, 3, 14)))]
)
@pytest.mark.parametrize("text", [_table(_REAL), _table(_REAL[:3])], ids=["told_by_rows", "told_by_nothing"])
def test_the_mapping_decides(
    read_texts: Read, text: str, said: str, expected: tuple[str | None, datetime | None]
) -> None:
    reading = read_texts(plan=text, mapping=f'[delivered]\n"Date de livraison" = "{said}"\n')
    assert _codes(reading) == set()
    assert _dates(reading, "D0") == expected


def test_what_cannot_be_the_day_of_the_end_stays_announced(read_texts: Read) -> None:
    text = (
        "Réf;Libellé;Statut;Créé le;Date de livraison\n"
        "A;période;Livré;02/01/2025;T1 2025\n"
        "B;avant sa création;Livré;02/01/2025;15/12/2024\n"
        "C;à venir;Livré;02/01/2025;15/12/2026\n"
        "D;le jour même;Livré;02/01/2025 10:00;02/01/2025\n"
    )
    reading = read_texts(plan=text, mapping='[delivered]\n"Date de livraison" = "when_done"\n')
    assert [_dates(reading, key)[0] for key in "ABCD"] == ["2025-Q1", "2024-12-15", "2026-12-15", None]
    assert _dates(reading, "D")[1] == datetime(2025, 1, 2)


def test_the_saved_mapping_gives_the_same_history_and_asks_no_more(read_texts: Read) -> None:
    for text in (_table(_REAL), _table(_PLANNED)):
        first = read_texts(plan=text)
        again = read_texts(plan=text, mapping=dump(first.mapping, Words("fr")))
        assert again.history == first.history
        assert _codes(again) == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_said_names_the_column_and_what_to_write(read_texts: Read, language: Language) -> None:
    for text in (_table(_REAL), _table(_PLANNED), _with_end(_SAME)):
        reading = read_texts(plan=text)
        guess = next(each for each in reading.guesses if each.code in _codes(reading))
        said = Words(language).say(f"guesses.{guess.code}", file=guess.file, value=guess.value, **guess.params)
        assert "[delivered]" in said
        assert '"Date de livraison" = "' in said


def test_older_versions_hold_what_was_announced(tmp_path: Path) -> None:
    planned = ("2025-03-31", "2025-06-30", "2025-06-30", "2025-09-30", "2025-12-31", "2025-12-31", "2025-09-30")
    real = ("2025-04-08", "2025-05-22", "2025-07-03", "2025-09-18", "2025-11-11")
    paths = []
    for day, delivered in (("2025-01-15", 0), ("2025-06-01", 2), ("2025-12-01", 5)):
        rows = [
            f"F{n},feature {n},{'Delivered' if n < delivered else 'In progress'},{real[n] if n < delivered else plan}"
            for n, plan in enumerate(planned)
        ]
        paths.append(tmp_path / f"roadmap-{day}.csv")
        paths[-1].write_text("Ref,Title,Status,Delivery date\n" + "\n".join(rows) + "\n", encoding="utf-8")
    reading = read(paths, Options(now=datetime(2026, 1, 1)))
    assert _codes(reading) == {"due_precise_when_done"}
    announced = as_of(reading.history, datetime(2025, 2, 1)).items.sort("key")
    assert announced["due_on"].to_list() == list(planned)
    final = reading.history.items.sort("key")
    assert [day and day.date().isoformat() for day in final["done_at"].to_list()] == [*real, None, None]
