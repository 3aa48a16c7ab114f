"""Requests as a file: what the page finds, and no formula."""

import csv
import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope

from tests.backlog.requests_scene import ask
from tests.cast import Cast

CSV, XLSX = "/w/crm-ventes/requests/requests.csv", "/w/crm-ventes/requests/requests.xlsx"
SignedIn = Callable[[str], Client]


@pytest.fixture
def asked(cast: Cast) -> Cast:
    with scope(workspace=cast.workspace):
        ask(cast.robin, "=HYPERLINK(0)", "+33 1 ; à rappeler")
        ask(cast.noa, "Exporter les litiges", "Avant chaque appel")
    return cast


def rows(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(CSV + query)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_no_cell_is_a_formula(asked: Cast, signed_in: SignedIn) -> None:
    found = {row[0]: row for row in rows(signed_in("camille"))[1:]}
    assert (found["D-1"][1], found["D-1"][2]) == ("'=HYPERLINK(0)", "'+33 1 ; à rappeler")
    with zipfile.ZipFile(io.BytesIO(signed_in("camille").get(XLSX).content)) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
        assert "'=HYPERLINK(0)" in book.read("xl/sharedStrings.xml").decode().replace("&#39;", "'")


def test_the_filters_of_the_page_hold(asked: Cast, signed_in: SignedIn) -> None:
    assert [row[1] for row in rows(signed_in("camille"), "?q=litiges")[1:]] == ["Exporter les litiges"]
    assert [row[0] for row in rows(signed_in("noa"))[1:]] == ["D-2"]  # one's own, as the page begins
    assert len(rows(signed_in("noa"), "?whose=all")) == 3


@pytest.mark.parametrize("path", [CSV, XLSX], ids=["csv", "xlsx"])
def test_who_may_not_reads_nothing(asked: Cast, signed_in: SignedIn, client: Client, path: str) -> None:
    assert client.get(path).status_code == 302
    assert signed_in("stranger").get(path).status_code == 404
    assert signed_in("camille").post(path).status_code == 405


def test_a_long_file_asks_the_database_no_more(
    asked: Cast, signed_in: SignedIn, django_assert_max_num_queries: Callable
) -> None:
    with scope(workspace=asked.workspace):
        for number in range(30):
            ask(asked.noa, f"Demande {number}")
    client = signed_in("camille")
    client.get(CSV)
    with django_assert_max_num_queries(16):
        client.get(CSV)
