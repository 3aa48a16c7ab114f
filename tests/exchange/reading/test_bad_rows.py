from collections.abc import Callable

import pytest

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.reading import Reading

Read = Callable[..., Reading]

_HEAD = "Key,Title,Status,Created,Resolved,Due date\n"


def _refusal(read_texts: Read, **texts: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_texts(**texts)
    return caught.value


@pytest.mark.parametrize(
    ("row", "code", "column", "found"),
    [
        ("A-2,two,Open,31/02/2025,,", "unreadable_date", "Created", "31/02/2025"),
        ("A-2,two,Open,2025-01-05,,32/01/2025", "unreadable_date", "Due date", "32/01/2025"),
        ("A-2,two,Open,2027-01-05,,", "created_in_future", "Created", "2027-01-05"),
        ("A-2,two,Closed,2025-01-05,2025-01-04,", "done_before_created", "Resolved", "2025-01-04"),
        ("A-1,two,Open,2025-01-05,,", "duplicate_key", "Key", "A-1"),
        (",two,Open,2025-01-05,,", "missing_key", "Key", None),
    ],
)
def test_a_broken_row_stops_with_its_place(
    read_texts: Read, row: str, code: str, column: str, found: str | None
) -> None:
    text = f"{_HEAD}A-1,one,Open,15/01/2025,,\n{row}\n".replace(
        "15/01/2025", "2025-01-15" if "/" not in row else "15/01/2025"
    )
    problem = _refusal(read_texts, tickets=text).problem
    assert (problem.code, problem.file, problem.line, problem.column, problem.found) == (
        code, "tickets.csv", 3, column, found,
    )  # fmt: skip


def test_broken_rows_are_skipped_and_counted_on_demand(read_texts: Read) -> None:
    rows = ["A-1,one,Open,2025-01-05,,", "A-2,two,Closed,2025-01-05,2025-01-04,", "A-1,again,Open,2025-01-06,,"]
    reading = read_texts(tickets=_HEAD + "\n".join(rows) + "\n", skip_bad=True)
    assert reading.history.items["key"].to_list() == ["A-1"]
    assert [(each.code, each.line) for each in reading.skipped] == [("done_before_created", 3), ("duplicate_key", 4)]


def test_every_broken_row_is_counted_and_the_first_is_told(read_texts: Read) -> None:
    rows = [f"A-{row},t,Open,2027-01-01,," for row in range(25)]
    refusal = _refusal(read_texts, tickets=_HEAD + "\n".join(rows))
    assert (refusal.problem.line, refusal.total, len(refusal.more)) == (2, 25, 9)


def test_done_on_the_day_of_its_creation_is_fine(read_texts: Read) -> None:
    reading = read_texts(tickets=_HEAD + "A-1,one,Closed,2025-01-05T15:00:00Z,2025-01-05,\n")
    assert reading.history.items["state"].to_list() == ["done"]


def test_a_duplicate_says_where_the_key_was_first(read_texts: Read) -> None:
    text = _HEAD + "A-1,one,Open,2025-01-05,,\nA-2,two,Open,2025-01-05,,\nA-1,three,Open,2025-01-05,,\n"
    problem = _refusal(read_texts, tickets=text).problem
    assert (problem.line, problem.params["first_line"]) == (4, 2)


def test_a_key_in_two_files_is_refused(read_texts: Read) -> None:
    one = "Key,Title,Status\nA-1,first,Open\nA-2,second,Open\n"
    other = "Reference,Name,State,Points\nB-1,else,Open,1\nA-1,again,Open,2\n"
    problem = _refusal(read_texts, one=one, other=other).problem
    assert (problem.code, problem.file, problem.line, problem.found) == ("key_in_two_files", "other.csv", 3, "A-1")


def test_parents_in_a_circle_are_written_out(read_texts: Read) -> None:
    text = "Key,Title,Parent\nA-1,one,A-3\nA-2,two,A-1\nA-3,three,A-2\nA-4,four,A-1\n"
    problem = _refusal(read_texts, tickets=text).problem
    assert problem.code == "parent_cycle"
    assert problem.found == "A-1 → A-3 → A-2 → A-1"


def test_a_circle_is_cut_on_demand(read_texts: Read) -> None:
    text = "Key,Title,Parent\nA-1,one,A-2\nA-2,two,A-1\nA-4,four,A-1\n"
    reading = read_texts(tickets=text, skip_bad=True)
    assert reading.history.items["parent"].to_list() == [None, None, "A-1"]
    assert [each.code for each in reading.notices] == ["parents_cut"]


def test_what_does_not_stop_is_noticed(read_texts: Read) -> None:
    text = (
        "Key,Title,Status,Due date,Parent,Priority,Story Points\n"
        "A-1,one,Zorglub,2025-03-01,Z-9,Foo,3\n"
        "A-2,two,Open,selon budget,,High,beaucoup\n"
        "A-3,three,Open,2025-Q2,,High,5\n"
    )
    reading = read_texts(tickets=text)
    assert {each.code for each in reading.notices} == {
        "unknown_status", "vague_dates", "unknown_parents", "unknown_priority", "unreadable_numbers",
    }  # fmt: skip
    assert reading.history.items["due_on"].to_list() == ["2025-03-01", None, "2025-Q2"]
    assert reading.history.items["size"].to_list() == [3.0, None, 5.0]


def test_comments_alone_are_not_enough(read_texts: Read) -> None:
    refusal = _refusal(read_texts, comments="key,created,author\nA-1,2025-01-01,ana\n")
    assert isinstance(refusal.problem, Problem)
    assert refusal.problem.code == "no_items"


def test_rows_without_a_name_are_refused(read_texts: Read) -> None:
    refusal = _refusal(read_texts, table="Montant,Taux\n12,3\n13,4\n12,5\n")
    assert refusal.problem.code == "no_key_no_title"


def test_a_table_of_no_delimiter_is_told_of_delimiters(read_texts: Read) -> None:
    refusal = _refusal(read_texts, table="Clé^Titre^Statut\nA-1^Fiche client^À faire\nA-2^Relances^Livré\n")
    assert (refusal.problem.code, refusal.problem.line) == ("no_delimiter", 1)
