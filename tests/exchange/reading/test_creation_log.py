"""Monday's creation log: one cell holds who created the item and when."""

from collections.abc import Callable
from datetime import datetime

import pytest

from gouvernail.exchange.mapping import dump
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading
from gouvernail.exchange.wording import Words

Read = Callable[..., Reading]


def _board(*logs: str, header: str = "Creation log") -> str:
    rows = [f'item {n} of the board,Working on it,"{log}"' for n, log in enumerate(logs)]
    return f"Name,Status,{header}\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("log", "person", "at"),
    [
        ("Zoé Martin Jan 5, 2024 10:30 AM", "Zoé Martin", datetime(2024, 1, 5, 10, 30)),
        ("Zoé Martin Jan 5, 2024", "Zoé Martin", datetime(2024, 1, 5)),
        ("Jean-Paul Le Gall 2024-01-05 10:30:00 UTC", "Jean-Paul Le Gall", datetime(2024, 1, 5, 10, 30)),
        ("Zoé Martin 5 janv. 2024 10:30", "Zoé Martin", datetime(2024, 1, 5, 10, 30)),
        ("Zoé Martin 15/01/2024 10:30", "Zoé Martin", datetime(2024, 1, 15, 10, 30)),
        ("2024-01-05 10:30:00 UTC", None, datetime(2024, 1, 5, 10, 30)),
        ("Zoé Martin", "Zoé Martin", None),
    ],
)
@pytest.mark.parametrize("header", ["Creation log", "Creation Log", "Journal de création"])
def test_the_name_and_the_date_are_told_apart(
    read_texts: Read, header: str, log: str, person: str | None, at: datetime | None
) -> None:
    items = read_texts(board=_board(log, "", header=header)).history.items
    assert items["reporter"].to_list() == [person, None]
    assert items["created_at"].to_list() == [at, None]


def test_a_column_of_its_own_wins(read_texts: Read) -> None:
    text = "Name,Status,Created,Creation log\nan item,Done,2024-02-01,Zoé Jan 5, 2024\n".replace(
        "Zoé Jan 5, 2024", '"Zoé Jan 5, 2024"'
    )
    row = read_texts(board=text).history.items.row(0, named=True)
    assert (row["created_at"], row["reporter"]) == (datetime(2024, 2, 1), "Zoé")


def test_it_is_shown_and_saved_as_one_column(read_texts: Read) -> None:
    text = _board("Zoé Martin Jan 5, 2024 10:30 AM", "Bob Jan 6, 2024 9:00 AM")
    first = read_texts(board=text)
    assert first.columns["board.csv"]["Creation log"] == "creation_log"
    assert read_texts(board=text, mapping=dump(first.mapping, Words("fr"))).history == first.history


def test_a_date_that_does_not_exist_is_refused_with_its_line(read_texts: Read) -> None:
    with pytest.raises(BadInput) as refused:
        read_texts(board=_board("Bob Jan 6, 2024", "Zoé Martin 31/02/2024"))
    problem = refused.value.problem
    assert (problem.code, problem.line, problem.column) == ("unreadable_date", 3, "Creation log")
