"""Issues of Jira's REST interface, with and without changelog."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from gouvernail.exchange.options import Options
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import read
from tests.exchange.formats.conftest import NOW, ReadJson, item, told

TO_DO = {"name": "Backlog", "statusCategory": {"key": "new"}}
DOING = {"name": "En dev", "statusCategory": {"key": "indeterminate"}}
DONE = {"name": "Livré", "statusCategory": {"key": "done"}}
LEA, MARC = {"displayName": "Léa"}, {"displayName": "Marc"}


def issue(key: str, *histories: dict[str, Any], status: dict[str, Any] = TO_DO, **fields: Any) -> dict[str, Any]:
    given = {"summary": f"Titre {key}", "created": "2025-01-06T09:00:00.000+0100", "reporter": LEA, "status": status}
    return {
        "key": key,
        "fields": given | fields,
        "changelog": {"startAt": 0, "total": len(histories), "histories": list(histories)},
    }


def history(at: str, field: str, old: str | None, new: str | None, **item: Any) -> dict[str, Any]:
    return {
        "id": at.replace("-", ""),
        "created": f"{at}T10:00:00.000+0000",
        "author": MARC,
        "items": [{"field": field, "fromString": old, "toString": new} | item],
    }


def page(*issues: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"startAt": 0, "total": len(issues), "issues": list(issues)} | more


def test_states_come_from_categories_and_the_changelog(read_json: ReadJson) -> None:
    found = read_json(
        page(
            issue(
                "CRM-1",
                history("2025-03-10", "status", "En dev", "Livré"),
                history("2025-02-03", "status", "Backlog", "En dev"),
                status=DONE,
                resolution={"name": "Done"},
                resolutiondate="2025-03-12T10:00:00.000+0000",
            ),
            issue("CRM-2", status=DOING),
            issue("CRM-3"),
        )
    )
    assert told(found, "state") == [("2025-02-03", "requested", "started"), ("2025-03-10", "started", "done")]
    row = item(found, "CRM-1")
    assert (row["state"], row["created_at"]) == ("done", datetime(2025, 1, 6, 8))
    assert (row["started_at"], row["done_at"]) == (datetime(2025, 2, 3, 10), datetime(2025, 3, 10, 10))
    assert [item(found, key)["state"] for key in ("CRM-2", "CRM-3")] == ["started", "requested"]
    assert {"state", "due_on", "owner", "releases"} <= found.history.coverage.tracked


def test_moves_inside_one_state_are_no_change(read_json: ReadJson) -> None:
    closed = {"name": "Closed", "statusCategory": {"key": "done"}}
    found = read_json(
        page(
            issue(
                "CRM-1",
                history("2025-02-01", "status", "Backlog", "Livré"),
                history("2025-04-01", "status", "Livré", "Closed"),
                status=closed,
            ),
            issue("CRM-2", status=DONE),
        )
    )
    assert told(found, "state") == [("2025-02-01", "requested", "done")]
    assert item(found, "CRM-1")["done_at"] == datetime(2025, 2, 1, 10)


def test_an_end_that_delivers_nothing_is_a_drop(read_json: ReadJson) -> None:
    together = history("2025-02-01", "status", "Backlog", "Livré")
    together["items"].append({"field": "resolution", "fromString": None, "toString": "Won't Do"})
    found = read_json(
        page(
            issue("CRM-1", together, status=DONE, resolution={"name": "Won't Do"}),
            issue(
                "CRM-2",
                history("2025-02-02", "status", "Backlog", "Livré"),
                status=DONE,
                resolution={"name": "Doublon"},
            ),
        )
    )
    assert [new for _, _, new in told(found, "state")] == ["dropped", "dropped"]
    assert item(found, "CRM-1")["dropped_at"] == datetime(2025, 2, 1, 10)
    assert item(found, "CRM-1")["done_at"] is None


def test_other_fields_become_changes_in_canonical_words(read_json: ReadJson) -> None:
    found = read_json(
        page(
            issue(
                "CRM-1",
                history(
                    "2025-02-01", "duedate", "01/mars/25", "01/mai/25", **{"from": "2025-03-01", "to": "2025-05-01"}
                ),
                history("2025-02-02", "priority", "Medium", "High"),
                history("2025-02-03", "assignee", None, "Marc"),
                history("2025-02-04", "Sprint", "Sprint 1", "Sprint 1, Sprint 2"),
                history("2025-02-05", "Fix Version", None, "2025.1"),
                history("2025-02-06", "Fix Version", None, "2025.2"),
                history("2025-02-07", "Fix Version", "2025.1", None),
                history("2025-02-08", "Rank", "", "Ranked higher"),
                history("2025-02-09", "Story Points", "3", "5", fieldId="customfield_10016"),
                history("2025-02-10", "Epic Link", None, "CRM-9"),
                history("2025-02-11", "Attachment", None, "mockup.png"),
                duedate="2025-05-01",
                priority={"name": "High"},
                assignee=MARC,
                fixVersions=[{"name": "2025.2", "releaseDate": "2025-06-30", "released": True}],
                customfield_10016=5.0,
            ),
            issue("CRM-9"),
        )
    )
    assert told(found, "due_on") == [("2025-02-01", "2025-03-01", "2025-05-01")]
    assert told(found, "priority") == [("2025-02-02", "Medium", "High")]
    assert told(found, "owner") == [("2025-02-03", None, "Marc")]
    assert told(found, "iterations") == [("2025-02-04", '["Sprint 1"]', '["Sprint 1","Sprint 2"]')]
    assert told(found, "releases") == [
        ("2025-02-05", "[]", '["2025.1"]'),
        ("2025-02-06", '["2025.1"]', '["2025.1","2025.2"]'),
        ("2025-02-07", '["2025.1","2025.2"]', '["2025.2"]'),
    ]
    assert told(found, "rank") == [("2025-02-08", None, "higher")]
    assert told(found, "size") == [("2025-02-09", "3", "5")]
    assert told(found, "parent") == [("2025-02-10", None, "CRM-9")]
    assert item(found, "CRM-1")["size"] == 5
    assert found.history.calendar.rows() == [("2025.2", "release", None, date(2025, 6, 30), datetime(2025, 6, 30))]


@pytest.mark.parametrize(
    "sprint",
    [
        {"id": 1, "name": "Sprint, le 1er", "state": "closed", "boardId": 3, "startDate": "2025-01-06T08:00:00.000Z",
         "endDate": "2025-01-20T08:00:00.000Z", "completeDate": "2025-01-21T08:00:00.000Z"},
        ("com.atlassian.greenhopper.service.sprint.Sprint@1a2b3c[id=1,rapidViewId=3,state=CLOSED,name=Sprint, le 1er,"
        "startDate=2025-01-06T08:00:00.000Z,endDate=2025-01-20T08:00:00.000Z,completeDate=2025-01-21T08:00:00.000Z,"
        "sequence=1,goal=<null>]"),
    ],
)  # fmt: skip
def test_sprints_are_found_by_their_shape_in_both_writings(read_json: ReadJson, sprint: Any) -> None:
    found = read_json(page(issue("CRM-1", customfield_10020=[sprint])))
    assert item(found, "CRM-1")["iterations"] == ["Sprint, le 1er"]
    assert found.history.calendar.rows() == [
        ("Sprint, le 1er", "iteration", date(2025, 1, 6), date(2025, 1, 20), datetime(2025, 1, 21, 8))
    ]


def test_comments_and_documents_are_read(read_json: ReadJson) -> None:
    def node(kind: str, *content: dict[str, Any]) -> dict[str, Any]:
        return {"type": kind, "content": list(content)}

    mention = {"type": "mention", "attrs": {"text": "@Léa"}}
    one = node("bulletList", node("listItem", node("paragraph", {"type": "text", "text": "un"})))
    body = node("doc", node("paragraph", {"type": "text", "text": "Bloquant pour "}, mention), one)
    comment = {"author": MARC, "created": "2025-02-01T10:00:00.000+0000", "body": body}
    found = read_json(page(issue("CRM-1", description=body, comment={"total": 3, "comments": [comment]})))
    assert item(found, "CRM-1")["text"] == "Bloquant pour @Léa\nun"
    touches = found.history.touches.sort("at")
    assert touches.select("person", "kind", "text").rows() == [
        ("Léa", "create", None),
        ("Marc", "comment", "Bloquant pour @Léa\nun"),
    ]
    assert "jira_comments_truncated" in {notice.code for notice in found.notices}


def test_links_have_one_row_and_one_direction(read_json: ReadJson) -> None:
    kind = {"name": "Depends", "inward": "is dependent of", "outward": "depends on"}
    found = read_json(
        page(
            issue("CRM-1", issuelinks=[{"type": kind, "outwardIssue": {"key": "CRM-2"}}]),
            issue("CRM-2", issuelinks=[{"type": kind, "inwardIssue": {"key": "CRM-1"}}]),
        )
    )
    assert found.history.links.rows() == [("CRM-1", "depends", "CRM-2")]


def test_pages_are_put_together_and_overlap_once(read_json: ReadJson) -> None:
    first, second = issue("CRM-1"), issue("CRM-2")
    found = read_json(page(first, second), page(second, issue("CRM-3")), [issue("CRM-4")], issue("CRM-5"))
    assert found.history.items["key"].to_list() == [f"CRM-{n}" for n in range(1, 6)]
    assert [file.rows for file in found.files] == [2, 1, 1, 1]
    assert "json_repeated" in {notice.code for notice in found.notices}


def test_without_every_changelog_nothing_is_tracked(read_json: ReadJson) -> None:
    bare = issue("CRM-2")
    del bare["changelog"]
    found = read_json(page(issue("CRM-1", history("2025-02-01", "priority", "Low", "High")), bare))
    assert found.history.coverage.tracked == frozenset()
    assert "jira_changelog_partial" in {notice.code for notice in found.notices}
    cut = issue("CRM-1", history("2025-02-01", "priority", "Low", "High"))
    cut["changelog"]["total"] = 40
    assert "jira_changelog_truncated" in {notice.code for notice in read_json(page(cut)).notices}


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ([issue("CRM-1"), "CRM-2"], "jira_issue_shape"),
        ([issue("CRM-1"), {"key": "CRM-2"}], "jira_issue_shape"),
        ([issue("CRM-1"), issue("CRM-1", priority={"name": "High"})], "json_duplicate"),
        ([issue("CRM-1", created="hier")], "json_instant"),
        ([issue("CRM-1", history("2025-13-45", "status", "Backlog", "Livré"))], "json_instant"),
    ],
)
def test_faults_stop_with_a_code_and_a_file(read_json: ReadJson, broken: list[Any], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_json(page(*broken))
    assert (caught.value.problem.code, caught.value.problem.file) == (code, "page0.json")


def test_a_bad_line_is_skipped_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "issues.jsonl"
    lines = [
        json.dumps(issue("CRM-1")),
        '{"key": "CRM-2"',
        json.dumps(issue("CRM-3", created="hier")),
        json.dumps(issue("CRM-4")),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read([path], Options(now=NOW))
    assert caught.value.problem.line == 2
    found = read([path], Options(now=NOW, skip_bad=True))
    assert found.history.items["key"].to_list() == ["CRM-1", "CRM-4"]
    assert [problem.line for problem in found.skipped] == [2, 3]
