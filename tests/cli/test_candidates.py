"""Whatever the table holds, it is read or refused with a sentence: in both languages, and never otherwise."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.cli.choosing import choosing_of
from gouvernail.cli.refusals import Refusal
from gouvernail.cli.work.candidates import read_candidates
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.wording import Words
from gouvernail.method.selection import ANY_TEAM, Capacity, InvalidSelection, select

HEADERS = ("item", "Titre", "valeur", "urgence", "apport", "points", "Charge (j/h)", "équipe", "Prérequis", "", "autre")
CELLS = st.one_of(
    st.sampled_from(
        ["a", "b", "c", "a;b", "a, c", "", " ", "12", "1 234,5", "-3", "12 j/h", "=1+1", "∞", "nan", "1e400"]
    ),
    st.integers(-5, 500).map(str),
    st.text(max_size=5),
)


def _written(headers: list[str], rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([headers, *rows])
    return text.getvalue().encode("utf-8", "replace")


@pytest.mark.parametrize("skip_bad", [False, True])
@given(data=st.data())
def test_any_table_is_read_or_refused_with_a_sentence(data: st.DataObject, skip_bad: bool) -> None:
    headers = data.draw(st.lists(st.sampled_from(HEADERS), min_size=2, max_size=7))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), max_size=6))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(_written(headers, rows))
        try:
            found = read_candidates(path, skip_bad=skip_bad)
            select(found.portfolio, Capacity(20.0), seconds=1)
        except BadInput as error:
            _check_worded(f"problems.{error.problem.code}.what", _values(error))
            _check_worded(f"problems.{error.problem.code}.do", _values(error))
        except InvalidSelection as error:
            _check_of_the_whole(error)


def _values(error: BadInput) -> dict[str, object]:
    return dict.fromkeys(("file", "line", "column", "found"), "x") | dict(error.problem.params)


def _check_worded(key: str, values: dict[str, object]) -> None:
    assert all(Words(language).say(key, **values) for language in ("fr", "en"))


def _check_of_the_whole(error: InvalidSelection) -> None:
    assert {fault.code for fault in error.faults} <= {"unknown_need", "cycle", "cost_huge"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("b", ("b",)),
        ("b;c", ("b", "c")),
        ("b | c", ("b", "c")),
        ("b, c", ("b", "c")),
        ("d, e", ("d, e",)),
        ("b; d, e", ("b", "d, e")),
        (" ", ()),
    ],
)
def test_prerequisites_are_parted_unless_the_sign_is_part_of_a_name(
    tmp_path: Path, cell: str, expected: object
) -> None:
    path = tmp_path / "x.csv"
    keys = ["b", "c", "d, e"]
    path.write_bytes(
        _written(
            ["item", "valeur", "jours", "prérequis"], [["a", "1", "1", cell], *([key, "1", "1", ""] for key in keys)]
        )
    )
    assert read_candidates(path, skip_bad=False).portfolio.items[0].needs == expected


def test_a_key_beside_a_title_names_the_item_and_a_title_alone_does_too(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(_written(["Titre", "Clé", "Valeur (k€)", "Coût"], [["Offres", "K-1", "12,5", "3 j/h"]]))
    found = read_candidates(path, skip_bad=False)
    assert (found.titles, found.portfolio.items[0].costs) == ({"K-1": "Offres"}, {ANY_TEAM: 3})
    assert found.portfolio.items[0].value == 12.5
    path.write_bytes(_written(["Titre", "Valeur", "Coût"], [["Offres", "12", "3"]]))
    assert read_candidates(path, skip_bad=False).portfolio.items[0].key == "Offres"


@given(st.text(max_size=8), st.text(max_size=8))
def test_any_option_is_an_amount_or_refused(capacity: str, team: str) -> None:
    try:
        found = choosing_of(capacity=capacity, teams=[team], include=(), exclude=(), why=(), time_limit=None)
    except Refusal as refusal:
        _check_worded(f"cli.refusals.{refusal.code}", refusal.params)
    else:
        assert found.total is not None
        assert found.total >= 0
