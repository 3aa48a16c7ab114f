from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from gouvernail.exchange.reading import Reading

Read = Callable[..., Reading]

_EXPORTS = Path(__file__).parent / "exports"

_ENGLISH = (_EXPORTS / "jira_english.csv").read_text(encoding="utf-8")
_FRENCH = (_EXPORTS / "jira_french.csv").read_text(encoding="utf-8")


def test_an_english_export_reads_whole(read_texts: Read) -> None:
    reading = read_texts(jira=_ENGLISH)
    assert reading.files[0].format == "jira_csv"
    items = reading.history.items.to_dict(as_series=False)
    assert items["key"] == ["CRM-1", "CRM-2", "CRM-3"]
    assert items["state"] == ["done", "dropped", "accepted"]
    assert items["created_at"][0] == datetime(2025, 1, 2, 10)
    assert items["updated_at"][0] == datetime(2025, 1, 19, 21, 30)
    assert items["done_at"] == [datetime(2025, 1, 18, 16), None, None]
    assert items["dropped_at"][1] == datetime(2025, 1, 13, 16)
    assert items["due_on"][0] == "2025-01-20"
    assert items["releases"][0] == ["1.0", "1.1"]
    assert items["labels"][0] == ["mobile", "search"]
    assert items["iterations"][0] == ["Sprint 1", "Sprint 2"]
    assert items["parent"] == ["CRM-3", "CRM-1", None]  # an id becomes its key, an epic completes
    assert items["reporter"] == ["zoe", "zoe", "zoe"]  # not the creator
    assert items["size"][0] == 5.0


def test_comments_in_cells_become_touches_with_their_date(read_texts: Read) -> None:
    touches = read_texts(jira=_ENGLISH).history.touches
    comments = touches.filter(touches["kind"] == "comment")
    assert comments.select("key", "at", "person", "text").rows() == [
        ("CRM-1", datetime(2025, 1, 3, 11), "zoe", "Please; soon"),
        ("CRM-1", datetime(2025, 1, 4, 14, 15), "ana", "OK"),
    ]
    assert comments["side"].to_list() == ["business", "builder"]
    assert touches.filter(touches["kind"] == "create").height == 3


def test_both_ends_of_a_link_are_one_link(read_texts: Read) -> None:
    links = read_texts(jira=_ENGLISH).history.links
    assert set(links.rows()) == {("CRM-1", "blocks", "CRM-2"), ("CRM-1", "relates", "CRM-2")}


def test_a_french_export_reads_whole(read_texts: Read) -> None:
    reading = read_texts(jira=_FRENCH)
    assert reading.files[0].format == "jira_csv"
    items = reading.history.items.to_dict(as_series=False)
    assert items["state"] == ["done", "started"]
    assert items["created_at"] == [datetime(2025, 1, 2, 10), datetime(2025, 1, 13, 10)]
    assert items["due_on"] == ["2025-01-20", None]
    assert items["labels"] == [["mobile", "terrain"], None]
    assert items["size"] == [2.5, None]
    assert items["priority_level"][0] < items["priority_level"][1]
    comments = reading.history.touches.filter(reading.history.touches["kind"] == "comment")
    assert comments.select("person", "text").rows() == [("zoe", "Bientôt ?")]


def test_every_column_is_either_taken_or_said_to_be_left(read_texts: Read) -> None:
    reading = read_texts(jira=_ENGLISH)
    headers = set(_ENGLISH.split("\n")[0].split(","))
    assert set(reading.columns["jira.csv"]) | set(reading.ignored["jira.csv"]) == headers
