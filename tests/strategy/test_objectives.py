"""Objectives, their measures and readings."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.strategy.models import Compass, Objective, Reading
from gouvernail.strategy.selectors.compass import progress_of
from gouvernail.strategy.selectors.trajectory import HIGH, LEFT, WIDE, trajectory_of
from gouvernail.strategy.services.compass import Line, compass_write
from gouvernail.strategy.services.objectives import (
    StaleObjective,
    objective_edit,
    reading_add,
    reading_remove,
)
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import Forbidden

DAY = date(2026, 1, 1)


@pytest.fixture
def objective(cast):
    with scope(workspace=cast.workspace):
        compass_write(
            actor=cast.camille,
            purpose="Vendre mieux.",
            excluded="",
            lines=[Line(label="Relancer", weight=50)],
            reason="",
            number=0,
        )
        yield Objective.objects.get()


def measured(actor, objective, **fields):
    given = {
        "measure": "Devis relancés",
        "unit": "%",
        "baseline": Decimal(40),
        "baseline_on": DAY,
        "target": Decimal(80),
        "target_on": date(2026, 12, 31),
    }
    return objective_edit(
        actor=actor, objective=objective, version=objective.version, reason="Mesurer", **{**given, **fields}
    )


def test_a_measure_is_part_of_the_compass(cast, objective):
    measured(cast.camille, objective)
    assert Compass.objects.first().objectives[0]["target"] == "80"
    assert Compass.objects.first().number == 2


def test_what_the_compass_does_not_show_needs_no_version(cast, objective):
    objective_edit(actor=cast.camille, objective=objective, version=1, owner=cast.noa)
    assert Compass.objects.count() == 1


def test_a_change_of_the_compass_needs_a_reason(cast, objective):
    with pytest.raises(ValidationError) as refused:
        objective_edit(actor=cast.camille, objective=objective, version=1, weight=70)
    assert "reason" in refused.value.message_dict


def test_two_people_on_one_objective(cast, objective):
    measured(cast.camille, objective)
    with pytest.raises(StaleObjective):
        objective_edit(actor=cast.sacha, objective=objective, version=1, weight=10, reason="Moins")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"target": Decimal(40)}, "target"),
        ({"target_on": DAY}, "target_on"),
        ({"measure": ""}, "measure"),
        ({"weight": 101}, "weight"),
    ],
    ids=["no-change", "no-time", "no-measure", "too-heavy"],
)
def test_a_measure_that_says_nothing_is_refused(cast, objective, fields, field):
    with pytest.raises(ValidationError) as refused:
        measured(cast.camille, objective, **fields)
    assert field in refused.value.message_dict


def test_readings_say_how_far_it_is(cast, objective):
    row = measured(cast.camille, objective)
    reading_add(actor=cast.dominique, objective=row, on=date(2026, 3, 1), value=Decimal(50))
    reading_add(actor=cast.dominique, objective=row, on=date(2026, 3, 1), value=Decimal(60), note="Corrigé")
    readings = tuple(Reading.objects.all())
    progress = progress_of(row, readings, date(2026, 7, 2))
    assert [one.value for one in readings] == [60]
    assert (progress.share, progress.state, progress.is_stale) == (0.5, "ahead", True)


def test_a_measure_that_must_fall_reads_the_same_way(cast, objective):
    row = measured(cast.camille, objective, direction="down", baseline=Decimal(12), target=Decimal(4))
    reading_add(actor=cast.camille, objective=row, on=date(2026, 3, 1), value=Decimal(10))
    assert progress_of(row, tuple(Reading.objects.all()), date(2026, 12, 1)).state == "behind"


def test_who_answers_for_an_objective_measures_it(cast, objective):
    row = measured(cast.camille, objective, owner=cast.robin)
    with pytest.raises(Forbidden):
        reading_add(actor=cast.noa, objective=row, on=DAY, value=Decimal(1))
    assert reading_add(actor=cast.robin, objective=row, on=DAY, value=Decimal(1)).pk


def test_a_reading_of_tomorrow_is_refused(cast, objective):
    row = measured(cast.camille, objective)
    with pytest.raises(ValidationError) as refused:
        reading_add(actor=cast.camille, objective=row, on=today_of(cast.camille) + timedelta(days=1), value=Decimal(1))
    assert "on" in refused.value.message_dict


def test_a_removed_reading_comes_back_unless_another_took_its_day(cast, objective):
    row = measured(cast.camille, objective)
    first = reading_add(actor=cast.camille, objective=row, on=DAY, value=Decimal(1))
    reading_remove(actor=cast.camille, reading=first)
    reading_remove(actor=cast.camille, reading=first, is_removed=False)
    reading_remove(actor=cast.camille, reading=first)
    reading_add(actor=cast.camille, objective=row, on=DAY, value=Decimal(2))
    with pytest.raises(ValidationError, match="autre"):
        reading_remove(actor=cast.camille, reading=first, is_removed=False)
    assert list(Reading.objects.filter(removed_at=None).values_list("value", flat=True)) == [2]


@given(
    st.lists(
        st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.decimals(-10_000, 10_000, places=2)),
        unique_by=lambda one: one[0],
        max_size=20,
    )
)
def test_every_reading_stands_inside_the_chart(points):
    readings = tuple(Reading(on=on, value=value) for on, value in points)
    chart = trajectory_of(Objective(label="x"), readings)
    assert (chart is None) == (len(points) < 2)
    for mark in chart.readings if chart else ():
        assert LEFT <= float(mark.x) <= WIDE
        assert 0 <= float(mark.y) <= HIGH
