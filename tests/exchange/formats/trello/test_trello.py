"""Boards of Trello, and of Deck."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gouvernail.exchange.formats.trello.cards import created_by_id
from gouvernail.exchange.options import Options
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import read
from tests.exchange.formats.conftest import NOW, ReadJson, item, told

LEA = {"id": "m1", "fullName": "Léa", "username": "lea"}
MARC = {"id": "m2", "fullName": "Marc", "username": "marc"}
LISTS = [
    {"id": "l2", "name": "En cours", "pos": 2},
    {"id": "l1", "name": "Idées", "pos": 1},
    {"id": "l3", "name": "Terminé", "pos": 3},
]
CARD = "677b9e80aaaaaaaaaaaaaaaa"  # 677b9e80 = 2025-01-06T09:12:32Z in seconds since 1970


def card(number: int = 1, **fields: Any) -> dict[str, Any]:
    given = {
        "id": CARD[:-2] + f"{number:02}",
        "idShort": number,
        "name": f"Carte {number}",
        "idList": "l1",
        "closed": False,
    }
    return given | fields


def board(*cards: dict[str, Any], actions: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"name": "CRM", "lists": LISTS, "cards": list(cards), "members": [LEA, MARC], "actions": actions or []}


def action(kind: str, day: str, number: int = 1, **data: Any) -> dict[str, Any]:
    reference = {"id": CARD[:-2] + f"{number:02}"} | data.pop("card", {})
    return {"type": kind, "date": f"{day}T10:00:00.000Z", "memberCreator": LEA, "data": {"card": reference} | data}


def moved(day: str, before: str, after: str) -> dict[str, Any]:
    return action("updateCard", day, old={"idList": "?"}, listBefore={"name": before}, listAfter={"name": after})


def test_the_identifier_of_a_card_says_when_it_was_created() -> None:
    assert created_by_id(CARD) == "2025-01-06T09:12:32+00:00"
    assert created_by_id("hashcard7") is None


def test_moves_from_list_to_list_are_changes_of_state(read_json: ReadJson) -> None:
    actions = [
        moved("2025-03-01", "En cours", "Terminé"),
        action("commentCard", "2025-02-15", text="Où en est-on ?"),
        moved("2025-02-01", "Idées", "En cours"),
        action("createCard", "2025-01-06", list={"name": "Idées"}),
    ]
    found = read_json(board(card(idList="l3"), actions=actions))
    assert told(found, "state") == [("2025-02-01", "requested", "started"), ("2025-03-01", "started", "done")]
    row = item(found, "1")
    assert (row["created_at"], row["started_at"], row["done_at"]) == (
        datetime(2025, 1, 6, 10),
        datetime(2025, 2, 1, 10),
        datetime(2025, 3, 1, 10),
    )
    assert found.history.touches.sort("at").select("person", "kind", "text").rows() == [
        ("Léa", "create", None),
        ("Léa", "comment", "Où en est-on ?"),
    ]
    assert found.history.coverage.tracked == {"state", "due_on", "title", "owner"}


def test_due_dates_names_members_and_archiving_are_changes(read_json: ReadJson) -> None:
    actions = [
        action("updateCard", "2025-05-01", old={"closed": False}),
        action("updateCard", "2025-04-01", old={"due": "2025-03-31T10:00:00.000Z"}),
        action("addMemberToCard", "2025-03-02", member=MARC) | {"member": MARC},
        action("updateCard", "2025-03-01", old={"due": None}),
        action("updateCard", "2025-02-01", old={"name": "Relance"}),
    ]
    now = card(
        name="Relances", due="2025-06-30T10:00:00.000Z", closed=True, idMembers=["m2"], labels=[{"name": "Ventes"}]
    )
    found = read_json(board(now, actions=actions))
    assert told(found, "due_on") == [("2025-03-01", None, "2025-03-31"), ("2025-04-01", "2025-03-31", "2025-06-30")]
    assert told(found, "title") == [("2025-02-01", "Relance", "Relances")]
    assert told(found, "owner") == [("2025-03-02", None, "Marc")]
    assert told(found, "state") == [("2025-05-01", "requested", "dropped")]
    row = item(found, "1")
    assert (row["state"], row["dropped_at"], row["labels"]) == ("dropped", datetime(2025, 5, 1, 10), ["Ventes"])
    assert (
        row["created_at"] == datetime(2025, 1, 6, 9, 12, 16) or row["created_at"].date() == datetime(2025, 1, 6).date()
    )


def test_without_actions_only_how_cards_stand_is_known(read_json: ReadJson) -> None:
    found = read_json(board(card(1, dueComplete=True), card(2, idList="l2"), card(3, isTemplate=True)))
    assert {row["key"]: row["state"] for row in found.history.items.iter_rows(named=True)} == {
        "1": "done",
        "2": "started",
    }
    assert item(found, "1")["done_at"] is None
    assert found.history.coverage.tracked == frozenset()


def test_an_export_at_its_limit_says_that_it_is_cut(read_json: ReadJson) -> None:
    actions = [action("commentCard", "2025-02-15", text=str(n)) for n in range(1000)]
    assert "trello_actions_truncated" in {notice.code for notice in read_json(board(card(), actions=actions)).notices}


def test_lists_without_a_known_state_are_shown(read_json: ReadJson) -> None:
    found = read_json({"lists": [{"id": "a", "name": "Marketing"}, {"id": "b", "name": "Ventes"}], "cards": [
        card(1, idList="a"), card(2, idList="b")]})  # fmt: skip
    guess = next(guess for guess in found.guesses if guess.code == "trello_lists")
    assert guess.value == "Marketing, Ventes"
    assert [item(found, key)["state"] for key in "12"] == ["requested", "accepted"]


def test_the_real_boards_are_read(shared_data: Callable[[str], Path]) -> None:
    found = read([shared_data("importer_fixtures/nextcloud_deck_trello/data-trelloJson.json")], Options(now=NOW))
    row = item(found, "7")
    assert (row["title"], row["status"], row["state"]) == ("Name Card 7", "TODO", "accepted")
    assert [(old, new) for _, old, new in told(found, "owner")] == [(None, "John Doe"), ("John Doe", None)]
    path = shared_data("importer_fixtures/nextcloud_deck_trello/deck.json")
    deck = read([path], Options(now=NOW)).history.items
    raw = json.loads(path.read_text(encoding="utf-8"))
    stacks = [stack for board in raw["boards"].values() for stack in board["stacks"].values()]
    assert deck.height == sum(len(stack.get("cards", [])) for stack in stacks)
    done = deck.filter(pl.col("state") == "done")
    assert done.select("title", "done_at", "due_on").row(0) == ("1", datetime(2023, 7, 18, 10), "2050-07-24")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (board(card(due="bientôt")), "json_instant"),
        (board(card(idList="l2"), actions=[moved("2025-99-01", "Idées", "En cours")]), "json_instant"),
    ],
)
def test_faults_stop_with_a_code_and_a_file(read_json: ReadJson, broken: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_json(broken)
    assert (caught.value.problem.code, caught.value.problem.file) == (code, "page0.json")


def test_a_card_complete_without_a_tick_ended_when_it_reached_the_done_list(read_json: ReadJson) -> None:
    done = card(1, idList="l3", dueComplete=True, due="2025-02-10T00:00:00.000Z")
    found = read_json(board(done, actions=[moved("2025-02-12", "En cours", "Terminé")]))
    assert told(found, "state") == [("2025-02-12", "started", "done")]
    assert item(found, "1")["done_at"] == datetime(2025, 2, 12, 10)
