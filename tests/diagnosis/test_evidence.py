"""The rows behind a figure: sorted, by pages, and the same as those of the workbook."""

from collections.abc import Callable

import pytest
from django.test import Client

from gouvernail.diagnosis.models import Report
from tests.imports import items

Made = Callable[..., Report]


def _rows(client: Client, report: Report, path: str = "rows/indicator/on_time_rate/", **query: str) -> str:
    response = client.get(f"/w/crm-ventes/diagnosis/{report.pk}/{path}", query)
    assert response.status_code == 200
    return response.content.decode()


def _keys(page: str) -> list[str]:
    return [piece.split("</bdi>")[0] for piece in page.split("<bdi>") if piece.startswith("CRM-")]


def test_rows_are_sorted_by_any_column_both_ways(made: Made, signed_in: Callable[[str], Client]) -> None:
    client, report = signed_in("robin"), made()
    up = _keys(_rows(client, report, sort="key"))
    down = _keys(_rows(client, report, sort="-key"))
    assert up == sorted(up)
    assert down == up[::-1]
    assert 'aria-sort="descending"' in _rows(client, report, sort="-key")


def test_rows_come_by_pages(made: Made, signed_in: Callable[[str], Client]) -> None:
    client, report = signed_in("robin"), made(("demandes.csv", items(120)))
    first = _keys(_rows(client, report, sort="key"))
    second = _keys(_rows(client, report, sort="key", page="2"))
    assert (len(first), set(first) & set(second)) == (50, set())


@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"page": "x"}, {"page": "9999999999"}, {"page": "-1"}, {"sort": "no such"}, {"sort": "-"}]
)
def test_nonsense_in_the_address_is_a_page_too(
    made: Made, signed_in: Callable[[str], Client], query: dict[str, str]
) -> None:
    _rows(signed_in("robin"), made(), **query)


def test_the_rows_say_by_which_formula_and_threshold(made: Made, signed_in: Callable[[str], Client]) -> None:
    page = _rows(signed_in("robin"), made())
    assert "Formule" in page
    assert "Source du seuil" in page


def test_a_cause_shows_each_item_once_with_what_tells_it(made: Made, signed_in: Callable[[str], Client]) -> None:
    client, report = signed_in("robin"), made()
    page = client.get(f"/w/crm-ventes/diagnosis/{report.pk}/").content.decode()
    address = page.split("/rows/cause/")[1].split("/")[0]
    keys = _keys(_rows(client, report, f"rows/cause/{address}/"))
    assert keys
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("path", ["rows/indicator/no_such/", "rows/cause/no_such/", "rows/indicator/../x/"])
def test_what_the_report_does_not_hold_is_not_found(made: Made, signed_in: Callable[[str], Client], path: str) -> None:
    assert signed_in("robin").get(f"/w/crm-ventes/diagnosis/{made().pk}/{path}").status_code == 404
