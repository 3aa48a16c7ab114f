"""Who answers for an objective is asked for its measure once a month."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectations.strategy import expected
from gouvernail.followup.selectors.facts import Facts
from gouvernail.strategy.models import Objective, Reading
from gouvernail.strategy.selectors.personal import known_to_the_compass


@pytest.mark.parametrize(("days", "is_asked"), [(29, False), (30, True), (400, True)], ids=["fresh", "month", "year"])
def test_a_measure_is_asked_for_a_month_after_its_last_reading(cast, days, is_asked):
    with scope(workspace=cast.workspace):
        facts = Facts(cast.workspace, [cast.noa, cast.robin], timezone.now())
        row = Objective.objects.create(workspace=cast.workspace, label="Relancer", measure="Devis", owner=cast.noa)
        Reading.objects.create(
            workspace=cast.workspace, objective=row, on=facts.day - timedelta(days=days), value=Decimal(1)
        )
        assert [one.kind for one in expected(cast.noa, facts)] == [Kind.READING] * is_asked
        assert expected(cast.robin, facts) == []


def test_a_person_gets_a_copy_of_what_they_noted(cast):
    with scope(workspace=cast.workspace):
        row = Objective.objects.create(workspace=cast.workspace, label="Relancer", owner=cast.noa)
        Reading.objects.create(
            workspace=cast.workspace, objective=row, on=date(2026, 1, 5), value=Decimal(1), author=cast.noa
        )
    with scopes_disabled():
        known = known_to_the_compass(cast.noa.user)
    assert (len(known["readings"]), known["objectives"][0]["label"]) == (1, "Relancer")
