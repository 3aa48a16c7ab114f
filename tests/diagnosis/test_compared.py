"""What moved between two reports, and whether it is sure: figures written by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.selectors.comparison import compared
from tests.cast import Cast


def _report(*, late: tuple[float | None, float | None, float | None], weight: float, heard: bool = True) -> Any:
    value, low, high = late
    symptom = {"id": "late_deliveries", "value": value, "low": low, "high": high, "unit": "days", "verdict": "x"}
    cause = {"id": "c", "posterior": weight, "low": weight - 0.05, "high": weight + 0.05}
    figures = {"symptoms": [symptom], "causes": [cause], "findings": []}
    worded = {"quote": "Retard", "figure": f"{value}", "interval": "", "tone": "bad", "id": "late_deliveries"}
    said = {"id": "c", "name": "Une cause", "weight": f"{weight}", "rank": 1, "heard": heard}
    words = {"symptoms": [worded], "causes": [said], "other_causes": [], "unheard_causes": [], "families": []}
    return figures, words


@pytest.mark.parametrize(
    ("before", "after", "way", "is_sure"),
    [
        ((10, 8, 12), (30, 25, 35), "worse", True),
        ((30, 25, 35), (10, 8, 12), "better", True),
        ((10, 5, 20), (12, 8, 25), "worse", False),
        ((10, 5, 20), (10, 5, 20), "same", False),
        ((None, None, None), (10, 5, 20), "unknown", False),
        ((10, None, None), (20, None, None), "worse", False),
    ],
    ids=["worse", "better", "overlapping", "same", "unknown", "no_interval"],
)
def test_a_change_is_sure_only_where_intervals_are_apart(before: Any, after: Any, way: str, is_sure: bool) -> None:
    found = compared(_report(late=before, weight=0.5), _report(late=after, weight=0.5), "fr").symptoms[0]
    assert (found.way, found.is_sure) == (way, is_sure)


def test_a_delta_is_written_in_the_unit_of_the_figure() -> None:
    found = compared(_report(late=(10, 8, 12), weight=0.5), _report(late=(30, 25, 35), weight=0.5), "fr")
    assert found.symptoms[0].delta == "+20\u00a0jours"


def test_a_cause_that_nothing_speaks_of_did_not_get_better() -> None:
    before, after = _report(late=(1, 0, 2), weight=0.9), _report(late=(1, 0, 2), weight=0.1, heard=False)
    (cause,) = compared(before, after, "en").causes
    assert (cause.way, cause.after, cause.after_rank) == ("unknown", "—", 0)


def test_a_cause_that_weighs_less_got_better() -> None:
    (cause,) = compared(_report(late=(1, 0, 2), weight=0.9), _report(late=(1, 0, 2), weight=0.1), "en").causes
    assert (cause.way, cause.is_sure) == ("better", True)


def test_one_chooses_by_the_date_and_reads_the_whole_title(
    cast: Cast, made: Callable[..., Report], signed_in: Callable[[str], Client]
) -> None:
    title = f"Programme CRM {'très ' * 18}long"
    report = made()
    with scope(workspace=cast.workspace):
        Report.objects.filter(pk=report.pk).update(title=title, created_at=datetime(2026, 6, 1, 8, tzinfo=UTC))
        report.refresh_from_db()
        key, report.pk, report.job = report.pk, None, None
        report.title, report.code = "Le suivant", uuid4()
        report.save()
    client, address = signed_in("robin"), reverse("diagnosis:report_compare", args=["crm-ventes"])
    page = client.get(address).content.decode()
    assert f">01/06/2026 10:00 · {title[:40]}" in page
    assert title not in page
    chosen = client.get(address, {"before": key, "after": key}).content.decode()
    assert chosen.count(f"<bdi>{title}</bdi>") == 2  # a closed list cuts it
