"""A "not recorded" is repaired on the spot: one column, and the report answers more. Then the two are compared."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope

from gouvernail.connectors.models import Source
from gouvernail.connectors.selectors.repairs import candidates
from gouvernail.diagnosis.models import Report
from tests.cast import Cast

Made = Callable[..., Report]


def _lacking(report: Report) -> set[str]:
    return {code for finding in report.figures["findings"] for code in finding["missing"]}


def test_a_column_that_is_associated_answers(
    cast: Cast, made: Made, signed_in: Callable[[str], Client], run_jobs: Callable[[], None]
) -> None:
    report, client = made(), signed_in("camille")
    address = f"/w/crm-ventes/diagnosis/{report.pk}/associate/items.objective/"
    assert "items.objective" in _lacking(report)
    assert address in client.get(f"/w/crm-ventes/diagnosis/{report.pk}/").content.decode()
    page = client.get(address).content.decode()
    assert "But visé" in page
    assert "Vendre plus" in page
    with scope(workspace=cast.workspace):
        column = next(one for one in candidates(report.run.seen, "items.objective") if one.header == "But visé")
    waiting = client.post(address, {"column": column.value})
    run_jobs()
    with scope(workspace=cast.workspace):
        repaired = Report.objects.get(replaces=report)
        assert "items.objective" not in _lacking(repaired)
        assert Source.objects.get().decisions["tables"][column.signature]["columns"] == {"But visé": "objective"}
    assert client.get(waiting.headers["Location"] + "?wait=1").headers["Location"].endswith(f"/{repaired.pk}/")
    assert client.get(f"/w/crm-ventes/diagnosis/{report.pk}/").status_code == 200  # the first report stays

    compared = client.get(
        "/w/crm-ventes/diagnosis/compare/", {"before": report.pk, "after": repaired.pk}
    ).content.decode()
    assert "Non enregistré" in compared  # an indicator that was not recorded and now has a verdict


def test_what_no_column_can_hold_is_said(made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()
    code = next(code for code in sorted(_lacking(report)) if not candidates(report.run.seen, code))
    page = signed_in("camille").get(f"/w/crm-ventes/diagnosis/{report.pk}/associate/{code}/")
    assert page.status_code == 200
    assert "Aucune des colonnes lues ne peut contenir cela" in page.content.decode()


@pytest.mark.parametrize("column", ["", "nonsense", "0"])
def test_a_column_must_be_chosen_among_those_of_the_files(
    made: Made, signed_in: Callable[[str], Client], column: str
) -> None:
    address = f"/w/crm-ventes/diagnosis/{made().pk}/associate/items.objective/"
    assert signed_in("camille").post(address, {"column": column}).status_code == 422


def test_what_the_report_does_not_lack_is_not_asked(made: Made, signed_in: Callable[[str], Client]) -> None:
    client, report = signed_in("camille"), made()
    assert client.get(f"/w/crm-ventes/diagnosis/{report.pk}/associate/items.title/").status_code == 404


def test_a_report_compared_with_itself_says_so(made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()
    page = signed_in("robin").get("/w/crm-ventes/diagnosis/compare/", {"before": report.pk, "after": report.pk})
    assert "un seul et même rapport" in page.content.decode()


@pytest.mark.parametrize("query", [{}, {"before": "x"}, {"before": "1" * 50, "after": "2"}])
def test_a_comparison_of_nothing_asks_which(
    made: Made, signed_in: Callable[[str], Client], query: dict[str, str]
) -> None:
    made()
    assert signed_in("robin").get("/w/crm-ventes/diagnosis/compare/", query).status_code == 200
