from collections.abc import Callable

import pytest

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.reading import Reading

Read = Callable[..., Reading]

_ITEMS = "Key,Title,Status\nA,one,Done\nB,two,Open\n"


def _notices(reading: Reading) -> dict[str, Problem]:
    return {each.code: each for each in reading.notices}


def test_every_link_that_leads_nowhere_is_counted(read_texts: Read) -> None:
    links = "source,type,cible\nA,blocks,B\nA,blocks,A\nB,relates,B\nA,blocks,Z\nY,relates,X\n"
    reading = read_texts(items=_ITEMS, links=links)
    notices = _notices(reading)
    assert (notices["self_links"].params["n"], notices["self_links"].found) == (2, "A, B")
    assert (notices["half_links"].params["n"], notices["half_links"].found) == (1, "Z")
    assert notices["unknown_keys_links"].params["n"] == 1
    assert sorted(reading.history.links.select("key", "other").rows()) == [("A", "B"), ("A", "Z")]


def test_links_in_the_columns_of_the_items_too(read_texts: Read) -> None:
    text = "Issue key,Summary,Issue Type,Status,Outward issue link (Blocks)\nA,one,Bug,Open,A\nB,two,Bug,Open,Z\n"
    assert set(_notices(read_texts(items=text))) == {"self_links", "half_links"}


def test_links_that_lead_somewhere_say_nothing(read_texts: Read) -> None:
    reading = read_texts(items=_ITEMS, links="source,type,other\nA,blocks,B\n")
    assert _notices(reading) == {}


def test_a_target_is_the_end_of_a_link(read_texts: Read) -> None:
    reading = read_texts(items=_ITEMS, links="source,type,target\nA,blocks,B\n")
    assert [each.role for each in reading.files] == ["items", "links"]
    assert reading.history.links.rows() == [("A", "blocks", "B")]


def test_a_circle_of_parents_points_at_its_first_row(read_texts: Read) -> None:
    text = "Key,Title,Parent\nA,one,B\nB,two,C\nC,three,B\n"
    with pytest.raises(BadInput) as refused:
        read_texts(items=text)
    problem = refused.value.problem
    assert (problem.code, problem.file, problem.line, problem.column) == ("parent_cycle", "items.csv", 3, "Parent")
    cut = _notices(read_texts(items=text, skip_bad=True))["parents_cut"]
    assert (cut.file, cut.line) == ("items.csv", 3)


def test_a_circle_between_two_files_points_into_the_right_one(read_texts: Read) -> None:
    with pytest.raises(BadInput) as refused:
        read_texts(
            a="Key,Title,Parent,Created\nA,one,,2025-01-01\n",
            b="Key,Title,Parent,Owner\nX,none,,Ana\nB,two,C,Ana\nC,three,B,Bob\n",
        )
    assert (refused.value.problem.file, refused.value.problem.line) == ("b.csv", 3)
