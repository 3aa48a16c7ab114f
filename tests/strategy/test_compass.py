"""The compass: versions that nobody loses, objectives that are archived, two writers at once."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.strategy.models import Compass, Objective
from gouvernail.strategy.selectors.compass import compass_now, objectives_seen, versions_seen
from gouvernail.strategy.selectors.snapshots import lost_between
from gouvernail.strategy.services.compass import Line, StaleCompass, compass_write
from gouvernail.workspaces.services.door import Forbidden

TODAY = date(2026, 11, 23)


def write(actor: Any, *lines: Line, purpose: str = "Vendre mieux.", reason: str = "", number: int = 0) -> Compass:
    return compass_write(actor=actor, purpose=purpose, excluded="", lines=lines, reason=reason, number=number)


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def test_the_first_version_needs_no_reason_and_the_next_one_does(here):
    write(here.camille, Line(label="Vendre mieux", weight=60), Line(label="Connaître le client", weight=40))
    with pytest.raises(ValidationError) as refused:
        write(here.camille, purpose="Servir.", number=1)
    assert "reason" in refused.value.message_dict
    write(here.sacha, *lines_now(), purpose="Servir.", reason="Nouvelle direction", number=1)
    assert [one.number for one in Compass.objects.all()] == [2, 1]
    assert compass_now().reason == "Nouvelle direction"


def lines_now() -> list[Line]:
    return [Line(key=one.pk, label=one.label, weight=one.weight) for one in Objective.objects.all()]


def test_weights_are_shares_of_the_active_ones(here):
    write(here.camille, Line(label="A", weight=30), Line(label="B", weight=10))
    assert [round(view.percent) for view in objectives_seen(TODAY)] == [75, 25]
    first = Objective.objects.get(label="A")
    write(
        here.camille,
        Line(key=first.pk, label="A", weight=30, is_active=False),
        Line(key=Objective.objects.get(label="B").pk, label="B", weight=10),
        reason="A est atteint",
        number=1,
    )
    assert [(view.objective.label, view.percent) for view in objectives_seen(TODAY)] == [("B", 100)]
    assert [view.percent for view in objectives_seen(TODAY, is_active=False)] == [0]
    assert lost_between(Compass.objects.get(number=1), Compass.objects.get(number=2)) == {first.pk}


def test_a_version_says_what_it_changed(here):
    write(here.camille, Line(label="A", weight=30))
    row = Objective.objects.get()
    write(
        here.camille,
        Line(key=row.pk, label="A", weight=50),
        Line(label="B", weight=10),
        reason="Deux marchés",
        number=1,
    )
    moves = {move.label: (move.kind, move.fields) for move in versions_seen()[0].moves}
    assert moves == {"A": ("changed", (("weight", 30, 50),)), "B": ("added", ())}


def test_two_writers_at_once_the_second_writes_nothing(here):
    write(here.camille, Line(label="A", weight=30))
    write(here.sacha, *lines_now(), purpose="Ce que dit Sacha", reason="Comité", number=1)
    with pytest.raises(StaleCompass) as stale:
        write(here.camille, *lines_now(), purpose="Ce que dit Camille", reason="Moi aussi", number=1)
    assert stale.value.compass.purpose == "Ce que dit Sacha"
    assert compass_now().number == 2


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([Line(label="A", weight=0), Line(label="B", weight=0)], "zéro"),
        ([Line(label="Vendre", weight=1), Line(label="vendre ", weight=2)], "deux fois"),
        ([Line(label=f"Objectif {number}", weight=1) for number in range(13)], "12"),
        ([Line(label="A", weight=101)], "100"),
        ([Line(key=999_999, label="A", weight=1)], "plus là"),
    ],
    ids=["zero", "twice", "too-many", "too-heavy", "gone"],
)
def test_objectives_that_cannot_be_are_refused_and_nothing_is_written(here, lines, sentence):
    with pytest.raises(ValidationError) as refused:
        write(here.camille, *lines)
    assert sentence in " ".join(refused.value.messages)
    assert not Compass.objects.exists()


def test_the_same_words_again_are_no_version(here):
    write(here.camille, Line(label="A", weight=30))
    with pytest.raises(ValidationError, match="Rien ne diffère"):
        write(here.camille, *lines_now(), reason="Pour rien", number=1)


def test_only_those_who_steer_write_and_the_trail_keeps_the_reason(here):
    for name in ("lou", "robin", "maxime", "noa", "dominique"):
        with pytest.raises(Forbidden):
            write(getattr(here, name))
    write(here.camille, Line(label="A", weight=1))
    write(here.camille, *lines_now(), purpose="Autre", reason="Parce que", number=1)
    entry = Change.objects.filter(verb="compass_write", field="purpose").first()
    assert (entry.old, entry.new, entry.reason) == ("Vendre mieux.", "Autre", "Parce que")
