"""A file of exactly one page of GitHub is noticed: the command that wrote it stops there by itself."""

from typing import Any

import pytest

from tests.exchange.formats.conftest import ReadJson


def _issues(first: int, count: int) -> list[dict[str, Any]]:
    return [
        {"number": number, "title": f"Screen {number}", "state": "OPEN", "createdAt": "2024-01-05T10:00:00Z"}
        for number in range(first, first + count)
    ]


@pytest.mark.parametrize(("count", "expected"), [(29, set()), (30, {"github_page_full"}), (100, {"github_page_full"})])
def test_one_full_page(read_json: ReadJson, count: int, expected: set[str]) -> None:
    assert {notice.code for notice in read_json(_issues(1, count)).notices} == expected


def test_several_pages_are_taken_as_all_of_them(read_json: ReadJson) -> None:
    assert not read_json(_issues(1, 30), _issues(31, 30)).notices
