"""Two columns of one table whose dates are written in opposite orders."""

from collections.abc import Callable
from datetime import datetime

import pytest

from gouvernail.exchange.mapping import dump
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading
from gouvernail.exchange.wording import Language, Words

Read = Callable[..., Reading]

_TEXT = (
    "ID,Title,Status,Created,Due date\n"
    "1,one,Done,14/03/2025,03/14/2025\n"
    "2,two,Open,15/03/2025,06/30/2025\n"
    "3,three,Open,16/03/2025,07/01/2025\n"
)
_MAPPING = '[dates.columns]\n"Due date" = "month_first"\n'


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_refusal_says_what_to_write(read_texts: Read, language: Language) -> None:
    with pytest.raises(BadInput) as refused:
        read_texts(two=_TEXT)
    problem = refused.value.problem
    assert (problem.code, problem.line, problem.column, problem.found) == (
        "date_other_order", 2, "Due date", "03/14/2025",
    )  # fmt: skip
    do = Words(language).say(f"problems.{problem.code}.do", column=problem.column, **problem.params)
    assert "[dates.columns]" in do
    assert '"Due date" = "month_first"' in do


def test_the_mapping_gives_a_column_its_own_order(read_texts: Read) -> None:
    items = read_texts(two=_TEXT, mapping=_MAPPING).history.items
    assert items["created_at"].to_list() == [datetime(2025, 3, day) for day in (14, 15, 16)]
    assert items["due_on"].to_list() == ["2025-03-14", "2025-06-30", "2025-07-01"]


def test_the_order_of_a_column_wins_over_that_of_the_table(read_texts: Read) -> None:
    text = "ID,Title,Created,Due date\n1,one,04/03/2025,05/06/2025\n"
    said = '[dates]\norder = "day_first"\n[dates.columns]\n"created" = "month_first"\n'
    items = read_texts(two=text, mapping=said).history.items
    assert items["created_at"][0] == datetime(2025, 4, 3)
    assert items["due_on"][0] == "2025-06-05"


def test_the_order_of_one_column_settles_no_other(read_texts: Read) -> None:
    text = "ID,Title,Created,Closed\n1,one,04/03/2025,05/06/2025\n"
    items = read_texts(two=text, mapping='[dates.columns]\nClosed = "month_first"\n').history.items
    assert items["created_at"][0] == datetime(2025, 3, 4)
    assert items["done_at"][0] == datetime(2025, 5, 6)


def test_the_saved_mapping_keeps_it(read_texts: Read) -> None:
    first = read_texts(two=_TEXT, mapping=_MAPPING)
    saved = dump(first.mapping, Words("en"))
    assert "[dates.columns]" in saved
    assert read_texts(two=_TEXT, mapping=saved).history == first.history


def test_an_order_that_does_not_exist_is_refused_with_its_line(read_texts: Read) -> None:
    with pytest.raises(BadInput) as refused:
        read_texts(two=_TEXT, mapping='[dates.columns]\n"Due date" = "américain"\n')
    assert (refused.value.problem.code, refused.value.problem.line) == ("mapping_wrong_value", 2)
