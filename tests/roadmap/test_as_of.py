"""The roadmap of a day is what decisions, and the story of each item, had made of it by the evening."""

from datetime import time, timedelta

import pytest
from django_scopes import scope

from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items.items import item_aim, item_edit
from gouvernail.backlog.services.items.needs import prerequisite_add, prerequisite_remove
from gouvernail.backlog.services.items.states import item_drop, item_finish, item_remove, item_reopen, item_restore
from gouvernail.roadmap.choices.places import Place
from gouvernail.roadmap.selectors.board import roadmap_on
from gouvernail.strategy.services.objectives import objective_edit
from tests.backlog.items import item, objective, team
from tests.roadmap.scene import card_of, day, decide, on, places, places_on


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


@pytest.fixture
def devis(here):
    with on(0):
        return item(here, "Relances de devis", objective=objective(here))


def test_nothing_stands_there_without_a_decision(here, devis):
    with on(9):
        shown = roadmap_on(here.workspace)
        assert (shown.cards, [one.title for one in shown.undecided]) == ((), ["Relances de devis"])


def test_an_item_stands_where_its_last_decision_put_it(here, devis):
    for number, verdict in ((2, "later"), (4, "now"), (6, "adjourn"), (8, "no")):
        with on(number):
            decide(here, devis, verdict)
    with on(20):
        found = [places_on(here, number).get(devis.title) for number in range(1, 10)]
    assert found == [None, "later", "later", "now", "now", "now", "now", None, None]


def test_a_day_ends_at_midnight_where_the_workspace_is(here, devis):
    with on(3, time(23, 59)):
        decide(here, devis, "next")
    with on(4, time(0, 1)):
        decide(here, devis, "now")
    with on(9):
        assert (places_on(here, 3)[devis.title], places_on(here, 4)[devis.title]) == ("next", "now")


def test_going_back_on_what_stands_without_deciding_anything_else_takes_the_item_off(here, devis):
    with on(1):
        first = decide(here, devis, "later")
    with on(2):
        second = decide(here, devis, "now")
    with on(3):
        decide(here, devis, "adjourn", reverses=first)  # what it goes back on does not stand: nothing moves
    with on(4):
        decide(here, devis, "adjourn", reverses=second)
    with on(9):
        assert places_on(here, 3) == {devis.title: "now"}
        assert roadmap_on(here.workspace, day(4)).counts == {Place.UNDECIDED: 1}


def test_a_reversal_says_by_its_own_verdict_what_stands(here, devis):
    with on(1):
        first = decide(here, devis, "now")
    with on(2):
        decide(here, devis, "later", reverses=first, reason="L’ERP d’abord")
    with on(3):
        card = card_of(roadmap_on(here.workspace), devis.title)
    assert (card.place, card.came_from, card.moved) == (Place.LATER, Place.NOW, "down")
    assert card.decision.reason == "L’ERP d’abord"


def test_what_is_built_or_dropped_leaves_and_comes_back_when_opened_again(here, devis):
    with on(0):
        other = item(here, "Agenda")
    with on(1):
        decide(here, devis)
        decide(here, other, "next")
    with on(3):
        item_finish(actor=here.camille, item=devis)
        item_drop(actor=here.camille, item=other, reason="Plus personne ne le demande")
    with on(5):
        item_reopen(actor=here.camille, item=devis)
    with on(9):
        assert [places_on(here, number) for number in (2, 3, 6)] == [
            {"Relances de devis": "now", "Agenda": "next"},
            {},
            {"Relances de devis": "now"},
        ]


def test_what_was_removed_since_is_still_there_and_what_was_written_since_is_not(here, devis):
    with on(2):
        decide(here, devis)
    with on(4):
        item_remove(actor=here.camille, item=devis)
        decide(here, item(here, "Portail"), "next")
    with on(6):
        item_restore(actor=here.camille, item=devis)
    with on(9):
        item_remove(actor=here.camille, item=devis)
        found = [places_on(here, number) for number in (3, 5, 7, 9)]
    assert found == [
        {"Relances de devis": "now"},
        {"Portail": "next"},
        {"Relances de devis": "now", "Portail": "next"},
        {"Portail": "next"},
    ]


def test_an_item_that_came_later_with_an_older_date_was_not_there(here):
    with on(5):
        made = item(here, "Repris de Jira")
        Item.objects.filter(pk=made.pk).update(created_at=made.created_at - timedelta(days=300))
    with on(9):
        assert roadmap_on(here.workspace, day(4)).counts == {}
        assert roadmap_on(here.workspace, day(5)).counts == {Place.UNDECIDED: 1}


def test_title_objective_carrier_and_teams_are_those_of_the_day(here, devis):
    aim, sales, build = objective(here, "Gagner du temps, vraiment"), team(here, "Ventes, Sud"), team(here, "Ventes")
    with on(1):
        item_edit(actor=here.camille, item=devis, version=devis.version, owner=here.noa, teams=[sales, build])
        decide(here, devis)
    with on(3):
        devis.refresh_from_db()
        fields = {"title": "Relances", "owner": here.lou, "teams": [build]}
        item_edit(actor=here.camille, item=devis, version=devis.version, **fields)
        item_aim(actor=here.camille, item=devis, objective=aim)
        objective_edit(actor=here.camille, objective=aim, version=1, label="Gagner du temps", reason="Plus court")
    with on(9):
        then, now = (roadmap_on(here.workspace, day(number)).cards[0] for number in (2, 9))
    assert (then.item.title, then.item.objective_label, then.owner) == (
        "Relances de devis",
        "Vendre mieux",
        here.noa,
    )
    assert then.item.teams == ("Ventes", "Ventes, Sud")
    assert (now.item.title, now.item.objective_label, now.owner) == ("Relances", "Gagner du temps", here.lou)
    assert now.item.teams == ("Ventes",)


def test_what_is_renamed_since_keeps_the_name_of_the_day(here, devis):
    with on(1):
        decide(here, devis)
    with on(3):
        aim = devis.objective
        objective_edit(actor=here.camille, objective=aim, version=aim.version, label="Vendre plus", reason="Mieux dit")
    with on(4):
        item_aim(actor=here.camille, item=devis, objective=None)
    with on(9):
        labels = [roadmap_on(here.workspace, day(number)).cards[0].item.objective_label for number in (2, 3, 4)]
    assert labels == ["Vendre mieux", "Vendre plus", ""]


def test_what_waits_for_something_that_is_not_before_it_says_so_on_that_day(here, devis):
    with on(0):
        first, other = item(here, "Commandes de l’ERP"), item(here, "Agenda")
    with on(1):
        decide(here, devis, "next")
        prerequisite_add(actor=here.camille, item=devis, needs=first)
        prerequisite_add(actor=here.camille, item=devis, needs=other)
    with on(2):
        decide(here, first, "later")
        decide(here, other, "next")
    with on(3):
        decide(here, first, "now")
    with on(5):
        prerequisite_remove(actor=here.camille, item=devis, needs=other)
        decide(here, other, "no")
    with on(9):
        found = [
            [one.title for one in card_of(roadmap_on(here.workspace, day(number)), devis.title).waits_for]
            for number in (1, 2, 3, 5)
        ]
    assert found == [["Commandes de l’ERP", "Agenda"], ["Commandes de l’ERP"], [], []]


def test_a_review_is_due_on_its_day(here, devis):
    with on(1):
        decide(here, devis, "later", review_on=day(8))
    with on(20):
        assert [roadmap_on(here.workspace, day(number)).cards[0].is_due for number in (7, 8)] == [False, True]


def test_a_day_to_come_is_today(here, devis):
    with on(5):
        decide(here, devis)
        shown = roadmap_on(here.workspace, day(300))
        assert (shown.moment.day, shown.moment.is_today, places(shown)) == (day(5), True, {devis.title: "now"})


def test_a_decision_on_something_else_moves_nothing(here, devis):
    with on(1):
        decide(here, team(here, "Autre"), "now")
        assert roadmap_on(here.workspace).cards == ()
