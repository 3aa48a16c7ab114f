"""What an import wrote over, took away and brought back is read from the trail too, which names it by keys."""

import uuid

import pytest
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.models import Item
from gouvernail.backlog.services.imported import rows_bring_back, rows_overwrite, rows_take_away
from gouvernail.backlog.services.items.imports import ItemRow, items_import
from gouvernail.backlog.services.items.needs_imports import prerequisites_import, prerequisites_take_away
from gouvernail.roadmap.selectors.board import roadmap_on
from gouvernail.roadmap.selectors.moments import moment_of
from gouvernail.roadmap.selectors.past import items_then, needs_then
from tests.backlog.items import objective, team
from tests.roadmap.scene import day, decide, on, places_on

ORIGIN = uuid.UUID(int=7)


@pytest.fixture
def brought(cast):
    """Bring two items on the second day, in the workspace's scope."""
    with scope(workspace=cast.workspace):
        with on(0):
            aim, sales = objective(cast), team(cast)
        rows = [
            ItemRow(foreign_key=f"J-{number}", title=f"Venu {number}", objective_id=aim.pk, team_id=sales.pk)
            for number in (1, 2)
        ]
        with on(1):
            made = items_import(actor=cast.camille, origin=ORIGIN, rows=rows)
        yield cast, made


def test_what_an_import_wrote_over_is_put_back(brought):
    cast, [made, _other] = brought
    aim, [old_team] = made.objective, made.teams.all()
    with on(3):
        new_aim, new_team = objective(cast, "Rester conforme"), team(cast, "Ventes Nord")
        values = {
            "title": ("Venu 1", "Revenu 1"),
            "objective_id": (aim.pk, new_aim.pk),
            "owner_id": (None, cast.noa.pk),
            "teams": ([old_team.pk], [new_team.pk]),
        }
        assert rows_overwrite(actor=cast.camille, model=Item, values={made.pk: values})
    with on(5):
        rows_overwrite(
            actor=cast.camille,
            model=Item,
            values={made.pk: {"objective_id": (new_aim.pk, None), "owner_id": (cast.noa.pk, cast.lou.pk)}},
        )
    with on(9):
        then, later, now = (items_then(moment_of(cast.workspace, day(number)))[made.pk] for number in (2, 4, 6))
    assert (then.title, then.objective_label, then.owner, then.teams) == (
        "Venu 1",
        "Vendre mieux",
        None,
        ("Ventes Sud",),
    )
    assert (later.title, later.objective_label, later.owner) == ("Revenu 1", "Rester conforme", cast.noa.pk)
    assert later.teams == ("Ventes Nord",)
    assert (now.objective, now.objective_label, now.owner) == (None, "", cast.lou.pk)


def test_what_an_import_took_away_is_still_there_on_the_days_before(brought):
    cast, [made, other] = brought
    keys = [made.pk, other.pk]
    with on(2):
        decide(cast, made, "next")
    with on(4):
        gone = timezone.now()
        rows_take_away(actor=cast.camille, model=Item, origin=ORIGIN, keys=keys, at=gone, also=keys)
    with on(6):
        rows_bring_back(actor=cast.camille, model=Item, origins=[ORIGIN], keys=keys, at=gone)
    with on(9):
        assert [places_on(cast, number) for number in (1, 3, 5, 7)] == [{}, {"Venu 1": "next"}, {}, {"Venu 1": "next"}]
        assert roadmap_on(cast.workspace, day(0)).counts == {}


def test_prerequisites_that_an_import_brought_are_there_from_its_day_on(brought):
    cast, [made, other] = brought
    with on(3):
        prerequisites_import(actor=cast.camille, origin=ORIGIN, pairs=[(made.pk, other.pk)])
    with on(5):
        prerequisites_take_away(actor=cast.camille, origin=ORIGIN)
    numbers = {made.number: made.pk, other.number: other.pk}
    with on(9):
        found = [
            needs_then(moment_of(cast.workspace, day(number)), numbers).get(made.pk, set()) for number in (2, 4, 6)
        ]
    assert found == [set(), {other.pk}, set()]
