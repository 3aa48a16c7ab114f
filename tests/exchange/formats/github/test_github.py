"""Issues of GitHub with and without their events."""

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from gouvernail.exchange.formats.github.labels import meaning
from gouvernail.exchange.problems import BadInput
from tests.exchange.formats.conftest import ReadJson, item, told

LEA, MARC = {"login": "lea"}, {"login": "marc"}
LOT_1 = {"title": "Lot 1", "due_on": "2025-06-30T07:00:00Z", "created_at": "2025-01-02T00:00:00Z", "closed_at": None}


def issue(number: int, **fields: Any) -> dict[str, Any]:
    given = {
        "number": number,
        "title": f"Titre {number}",
        "state": "open",
        "user": LEA,
        "labels": [],
        "assignees": [],
        "created_at": "2025-01-06T08:00:00Z",
        "updated_at": "2025-05-06T08:00:00Z",
        "closed_at": None,
        "html_url": f"https://github.com/acme/crm/issues/{number}",
    }
    return given | fields


def event(kind: str, day: str, **fields: Any) -> dict[str, Any]:
    return {"event": kind, "created_at": f"{day}T10:00:00Z", "actor": MARC} | fields


def label(name: str) -> dict[str, str]:
    return {"name": name}


@pytest.mark.parametrize(
    ("name", "carried"),
    [
        ("priority: high", ("priority", "high")),
        ("Priorité/Haute", ("priority", "Haute")),
        ("prio-2", ("priority", "2")),
        ("P1", ("priority", "P1")),
        ("kind/bug", ("type", "bug")),
        ("Bug", ("type", "Bug")),
        ("status: in progress", ("status", "in progress")),
        ("size: 5", ("size", "5")),
        ("equipe:Ventes", ("team", "Ventes")),
        ("prioritaire", None),
        ("typescript", None),
        ("good first issue", None),
    ],
)
def test_labels_say_what_github_has_no_field_for(name: str, carried: tuple[str, str] | None) -> None:
    assert meaning(name) == carried


def test_states_come_from_closing_reasons_labels_and_acceptance(read_json: ReadJson) -> None:
    closed = {"state": "closed", "closed_at": "2025-03-01T08:00:00Z"}
    found = read_json(
        [
            issue(1),
            issue(2, assignees=[MARC]),
            issue(3, milestone=LOT_1),
            issue(4, labels=[label("status: in progress")]),
            issue(5, **closed, state_reason="completed"),
            issue(6, **closed, state_reason="not_planned"),
            issue(7, **closed, labels=[label("wontfix")]),
        ]
    )
    states = [item(found, str(number))["state"] for number in range(1, 8)]
    assert states == ["requested", "accepted", "accepted", "started", "done", "dropped", "dropped"]
    assert item(found, "5")["done_at"] == item(found, "6")["dropped_at"] == datetime(2025, 3, 1, 8)
    assert found.history.coverage.tracked == frozenset()


def test_fields_are_read_from_labels_milestones_and_reactions(read_json: ReadJson) -> None:
    labels = [label("priority: high"), label("bug"), label("size: 5"), label("area/Ventes")]
    found = read_json(
        [issue(1, labels=labels, milestone=LOT_1, assignee=MARC, reactions={"+1": 7, "-1": 1}, body="Texte")]
    )
    row = item(found, "1")
    assert (row["priority"], row["type"], row["size"], row["team"], row["score"]) == ("high", "bug", 5.0, "Ventes", 7.0)
    assert (row["due_on"], row["releases"], row["owner"], row["reporter"]) == ("2025-06-30", ["Lot 1"], "marc", "lea")
    assert found.history.calendar.rows() == [("Lot 1", "release", date(2025, 1, 2), date(2025, 6, 30), None)]
    assert "github_votes" in {guess.code for guess in found.guesses}


def test_events_become_changes_touches_and_links(read_json: ReadJson) -> None:
    timeline = [
        event("labeled", "2025-01-07", label=label("priority: low")),
        event("assigned", "2025-01-08", assignee=MARC),
        event("milestoned", "2025-01-09", milestone={"title": "Lot 1"}),
        event("labeled", "2025-01-10", label=label("in progress")),
        event("commented", "2025-01-11", user=LEA, body="Quand ?"),
        event("unlabeled", "2025-01-12", label=label("priority: low")),
        event("labeled", "2025-01-12", label=label("priority: high")),
        event("renamed", "2025-01-13", rename={"from": "Ancien", "to": "Titre 1"}),
        event("closed", "2025-02-01", state_reason="completed"),
        event("reopened", "2025-02-02"),
        event("closed", "2025-03-01", state_reason="completed"),
        event("cross-referenced", "2025-03-02", source={"issue": {"number": 2}}),
        event("cross-referenced", "2025-03-02", source={"issue": {"number": 9, "pull_request": {}}}),
        event("subscribed", "2025-03-03"),
    ]
    now = {
        "state": "closed",
        "state_reason": "completed",
        "closed_at": "2025-03-01T10:00:00Z",
        "labels": [label("in progress"), label("priority: high")],
        "assignees": [MARC],
        "milestone": LOT_1,
    }
    found = read_json([issue(1, timeline=timeline, **now), issue(2, timeline=[])])
    assert told(found, "state") == [
        ("2025-01-08", "requested", "accepted"),
        ("2025-01-10", "accepted", "started"),
        ("2025-02-01", "started", "done"),
        ("2025-02-02", "done", "started"),
        ("2025-03-01", "started", "done"),
    ]
    assert told(found, "priority") == [
        ("2025-01-07", None, "low"),
        ("2025-01-12", "low", None),
        ("2025-01-12", None, "high"),
    ]
    assert told(found, "due_on") == [("2025-01-09", None, "2025-06-30")]
    assert told(found, "releases") == [("2025-01-09", "[]", '["Lot 1"]')]
    assert told(found, "owner") == [("2025-01-08", None, "marc")]
    assert told(found, "title") == [("2025-01-13", "Ancien", "Titre 1")]
    row = item(found, "1")
    assert (row["started_at"], row["done_at"]) == (datetime(2025, 1, 10, 10), datetime(2025, 3, 1, 10))
    comments = found.history.touches.filter(pl.col("kind") == "comment")
    assert comments.select("key", "person", "side", "text").rows() == [("1", "lea", "business", "Quand ?")]
    assert found.history.links.rows() == [("2", "relates", "1")]
    assert {"state", "priority", "due_on", "labels"} <= found.history.coverage.tracked


def test_pull_requests_are_left_out_and_counted(read_json: ReadJson) -> None:
    found = read_json([issue(1), issue(2, pull_request={"url": "…"}), issue(3, pull_request={"url": "…"})])
    assert found.history.items["key"].to_list() == ["1"]
    notice = next(notice for notice in found.notices if notice.code == "github_pull_requests")
    assert notice.params["count"] == 2


def test_the_command_gh_writes_the_same_in_camel_case(read_json: ReadJson) -> None:
    written = {
        "number": 4, "title": "Relances", "state": "CLOSED", "stateReason": "NOT_PLANNED", "author": LEA, "body": "",
        "createdAt": "2025-01-06T08:00:00Z", "closedAt": "2025-03-01T08:00:00Z", "updatedAt": "2025-03-01T08:00:00Z",
        "assignees": [MARC], "labels": [label("P2")], "milestone": {"title": "Lot 1", "dueOn": "2025-06-30T00:00:00Z"},
        "comments": [{"author": MARC, "body": "Vu", "createdAt": "2025-02-01T08:00:00Z"}],
    }  # fmt: skip
    found = read_json([written])
    row = item(found, "4")
    assert (row["state"], row["dropped_at"], row["due_on"]) == ("dropped", datetime(2025, 3, 1, 8), "2025-06-30")
    assert found.history.touches["kind"].sort().to_list() == ["comment", "create"]


def test_issues_of_several_repositories_are_told_apart(read_json: ReadJson) -> None:
    other = issue(1, html_url="https://github.com/acme/erp/issues/1")
    assert read_json([issue(1), other]).history.items["key"].sort().to_list() == ["acme/crm#1", "acme/erp#1"]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ([issue(1), 3], "github_issue_shape"),
        ([issue(1), {"number": 2}], "github_issue_shape"),
        ([issue(1), issue(1, title="Autre")], "json_duplicate"),
        ([issue(1, created_at="hier")], "json_instant"),
        ([issue(1, timeline=[event("closed", "2025-13-01")])], "json_instant"),
    ],
)
def test_faults_stop_with_a_code_and_a_file(read_json: ReadJson, broken: list[Any], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_json(broken)
    assert (caught.value.problem.code, caught.value.problem.file) == (code, "page0.json")
