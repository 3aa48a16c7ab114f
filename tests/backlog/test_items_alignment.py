"""Where the effort goes against what the compass says."""

from decimal import Decimal

import pytest
from django_scopes import scope

from gouvernail.backlog.selectors.items.alignment import alignment, items_off_compass, off_compass_count
from gouvernail.backlog.services.items.efforts import effort_edit
from gouvernail.backlog.services.items.states import item_drop, item_finish, item_remove, item_start
from gouvernail.strategy.models import Compass, Objective
from gouvernail.strategy.selectors.snapshots import snapshot_of
from tests.backlog.items import W, item, objective, team


@pytest.fixture(autouse=True)
def here(cast):
    with scope(workspace=cast.workspace):
        yield


def takes(cast, made, low, high, who):
    effort_edit(actor=cast.camille, item=made, team=who, low=Decimal(low), high=Decimal(high))
    return made


def version(cast, number):
    Compass.objects.create(
        workspace=cast.workspace, number=number, purpose="Vendre", objectives=snapshot_of(Objective.objects.all())
    )


def test_shares_are_of_weights_and_of_the_middle_of_efforts(cast):
    sell, know, alone = (
        objective(cast, weight=60),
        objective(cast, "Connaître", weight=40),
        objective(cast, "Seul", weight=0),
    )
    build, sales = team(cast, "Intégration"), team(cast)
    takes(cast, takes(cast, item(cast, objective=sell), 10, 30, build), 0, 0, sales)
    item_start(actor=cast.camille, item=takes(cast, item(cast, objective=know), 50, 70, build))
    item(cast, objective=know)
    takes(cast, item(cast), 20, 20, build)
    takes(cast, item_finish(actor=cast.camille, item=item(cast, objective=know)), 500, 500, build)  # done: not counted
    takes(cast, item_drop(actor=cast.camille, item=item(cast, objective=know), reason="Non"), 9, 9, build)
    gone = takes(cast, item(cast, objective=know), 99, 99, build)
    item_remove(actor=cast.camille, item=gone)
    seen = alignment()
    rows = [
        (one.objective, one.count, one.unknown, one.low, one.high, one.weight_share, one.effort_share, one.verdict)
        for one in seen.branches
    ]
    assert rows == [
        (sell, 1, 0, 10, 30, 60.0, 20.0, "starved"),
        (know, 2, 1, 50, 70, 40.0, 60.0, "fed"),
        (alone, 0, 0, 0, 0, 0.0, 0.0, "empty"),
    ]
    assert (seen.off.count, seen.off.effort_share, seen.total) == (1, 20.0, 100)
    assert [one.objective for one in seen.empty] == [alone]


def test_without_efforts_nothing_is_divided_by_nothing(cast):
    objective(cast, weight=0)
    seen = alignment()
    assert (seen.total, seen.branches[0].weight_share, seen.branches[0].effort_share) == (0, 0.0, 0.0)


def test_what_lost_its_reason_with_the_last_version_is_named(cast):
    sell, know, old = objective(cast), objective(cast, "Connaître"), objective(cast, "Ancien", is_active=False)
    lost, kept, older = item(cast, objective=know), item(cast, objective=sell), item(cast)
    type(older).objects.filter(pk=older.pk).update(objective=old)
    version(cast, 1)
    Objective.objects.filter(pk=know.pk).update(is_active=False)
    version(cast, 2)
    seen = alignment()
    assert (list(seen.lost), seen.compass.number) == ([lost], 2)
    assert {one.pk for one in items_off_compass()} == {lost.pk, older.pk}
    assert (off_compass_count(), seen.off.count) == (2, 2)
    assert kept not in seen.lost


def test_nothing_is_lost_with_the_first_version(cast):
    item(cast, objective=objective(cast))
    version(cast, 1)
    assert alignment().lost == ()


def test_the_pages_say_it(cast, signed_in):
    know = objective(cast, "Connaître")
    lost = item(cast, "Portail", objective=know)
    objective(cast, "Vendre")
    version(cast, 1)
    Objective.objects.filter(pk=know.pk).update(is_active=False)
    version(cast, 2)
    client = signed_in("robin")
    page = client.get(f"{W}alignment").content.decode()
    assert "CRM-1" in page
    assert "aucun travail" in page
    tree = client.get(f"{W}tree").content.decode()
    assert tree.index("Vendre") < tree.index('id="off"') < tree.index("Portail")
    assert "objectif archivé" in tree
    story = client.get(f"{W}{lost.pk}/").content.decode()
    assert "objectif archivé" in story


@pytest.mark.parametrize("page", ["tree", "alignment", "off-compass"])
@pytest.mark.parametrize("items", [0, 30], ids=["empty", "full"])
def test_the_pages_ask_as_much_of_the_database_whatever_there_is(
    cast, signed_in, django_assert_max_num_queries, page, items
):
    aims = [objective(cast, f"Objectif {n}") for n in range(3)]
    for number in range(items):
        item(cast, f"Élément {number}", objective=[None, *aims][number % 4])
    client = signed_in("camille")
    client.get(f"{W}{page}")
    with django_assert_max_num_queries(24):
        assert client.get(f"{W}{page}").status_code == 200
