"""Pages that say that there are others, which were not given, are noticed: figures would be about a part only."""

from typing import Any

import pytest

from tests.exchange.formats.conftest import ReadJson


def _issues(first: int, last: int) -> list[dict[str, Any]]:
    return [
        {
            "key": f"CRM-{number}",
            "fields": {"summary": f"Écran {number}", "created": "2024-01-05T10:00:00.000+0100"},
        }
        for number in range(first, last + 1)
    ]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([{"total": 9, "issues": _issues(1, 4)}], {"jira_pages_missing"}),
        ([{"total": 9, "issues": _issues(1, 4)}, {"total": 9, "issues": _issues(5, 9)}], set()),
        ([{"isLast": False, "nextPageToken": "x", "issues": _issues(1, 4)}], {"jira_last_page_missing"}),
        ([{"isLast": False, "issues": _issues(1, 4)}, {"isLast": True, "issues": _issues(5, 9)}], set()),
        ([{"isLast": True, "issues": _issues(1, 4)}], set()),
        ([{"total": "many", "isLast": "?", "issues": _issues(1, 4)}], set()),
        ([_issues(1, 4)], set()),
    ],
)
def test_what_pages_say_of_the_others(read_json: ReadJson, pages: list[Any], expected: set[str]) -> None:
    assert {notice.code for notice in read_json(*pages).notices} == expected


def test_the_notice_says_how_many_of_how_many(read_json: ReadJson) -> None:
    (notice,) = read_json({"total": 300, "issues": _issues(1, 36)}).notices
    assert (notice.params["issues"], notice.params["of"]) == (36, 300)
