"""Between two days: what entered, moved, left or was built, each with its decision and its reason."""

from datetime import time

import pytest
from django_scopes import scope

from gouvernail.backlog.services.items.items import item_aim
from gouvernail.backlog.services.items.states import item_drop, item_finish, item_remove
from gouvernail.roadmap.choices.places import Kind, Place
from gouvernail.roadmap.selectors.compared import roadmaps_compared
from gouvernail.workspaces.models import User
from tests.backlog.items import item, objective
from tests.roadmap.scene import W, day, decide, on

DAY = {"since": day(5), "until": day(20)}


@pytest.fixture
def lived(cast):
    """Live twenty days: one item of each fate, with what was decided and done from the sixth on."""
    with scope(workspace=cast.workspace):
        with on(0):
            aim = objective(cast)
            made = {
                name: item(cast, name, objective=aim)
                for name in ("Entre", "Bouge", "Livré", "Refusé", "Abandonné", "Retiré", "Vise ailleurs", "Reste")
            }
        with on(2):
            for name in list(made)[1:]:
                decide(cast, made[name], "now", reason=f"Premier avis : {name}")
        with on(8):
            decide(cast, made["Entre"], "next", reason="Trois clients l’attendent")
            decide(cast, made["Bouge"], "later", reason="L’ERP n’est pas prêt")
            decide(cast, made["Refusé"], "no", reason="Un autre outil le fait", who="sacha")
        with on(9):
            decide(cast, made["Bouge"], "next", reason="L’ERP est prêt")
            item_finish(actor=cast.camille, item=made["Livré"])
            item_drop(actor=cast.camille, item=made["Abandonné"], reason="Le fournisseur ferme")
            item_remove(actor=cast.camille, item=made["Retiré"])
            item_aim(actor=cast.camille, item=made["Vise ailleurs"], objective=objective(cast, "Rester conforme"))
        yield cast


def test_each_fate_is_told_with_its_reason(lived):
    with on(20):
        found = roadmaps_compared(lived.workspace, day(5), day(20))
    told = {move.item.title: (move.kind, move.before, move.after) for move in found.moves}
    assert told == {
        "Entre": (Kind.ENTERED, Place.UNDECIDED, Place.NEXT),
        "Bouge": (Kind.MOVED, Place.NOW, Place.NEXT),
        "Livré": (Kind.BUILT, Place.NOW, Place.BUILT),
        "Refusé": (Kind.LEFT, Place.NOW, Place.NO),
        "Abandonné": (Kind.LEFT, Place.NOW, Place.DROPPED),
        "Retiré": (Kind.LEFT, Place.NOW, Place.AWAY),
        "Vise ailleurs": (Kind.REAIMED, Place.NOW, Place.NOW),
    }
    reasons = {move.item.title: [one.reason for one in (*move.decisions, *move.acts)] for move in found.moves}
    assert reasons == {
        "Entre": ["Trois clients l’attendent"],
        "Bouge": ["L’ERP n’est pas prêt", "L’ERP est prêt"],
        "Livré": [""],
        "Refusé": ["Un autre outil le fait"],
        "Abandonné": ["Le fournisseur ferme"],
        "Retiré": [""],
        "Vise ailleurs": [""],
    }


def test_what_came_and_was_built_in_between_is_told_and_what_was_built_before_is_not(lived):
    with on(20):
        whole = roadmaps_compared(lived.workspace, day(1), day(20))
        after = roadmaps_compared(lived.workspace, day(9), day(20))
    [built] = whole.of(Kind.BUILT)
    assert (built.item.title, built.before) == ("Livré", Place.UNDECIDED)
    assert [one.reason for one in built.decisions] == ["Premier avis : Livré"]
    assert after.moves == ()


def test_the_page_says_it_in_words(lived, signed_in):
    with on(20):
        page = signed_in("robin").get(f"{W}changes?from={day(5)}&to={day(20)}").content.decode()
    for words in (
        "Du 10 janvier 2026 au 25 janvier 2026",
        "Trois clients l’attendent",
        "Le fournisseur ferme",
        'Vendre mieux</span> → <b dir="auto">Rester conforme',
        "aucune raison n’a été écrite",
        "Maintenant → <b>Pas construit</b>",
    ):
        assert words in page
    assert "Premier avis" not in page
    assert "Reste" not in page.split("<main")[1].split("Rester conforme")[0]


@pytest.mark.parametrize(
    "query",
    ["", "from=nonsense&to=2999-01-01", "to=0001-01-01", "to=9999-12-31", "from=0001-01-01", "from={until}&to={since}"],
)
def test_two_days_in_any_order_and_a_quarter_without_them(lived, signed_in, query):
    with on(20):
        answer = signed_in("robin").get(f"{W}changes?{query.format(**DAY)}")
    assert answer.status_code == 200
    assert "Trois clients l’attendent" in answer.content.decode()


def test_the_first_day_of_all_is_compared_with_itself(lived, signed_in):
    answer = signed_in("robin").get(f"{W}changes?to=1900-01-01")
    assert answer.status_code == 200
    assert answer.context["form"].is_valid()


def test_the_day_of_a_decision_is_that_of_the_workspace_wherever_the_reader_is(cast, signed_in):
    User.objects.filter(pk=cast.robin.user_id).update(time_zone="Asia/Kolkata")
    with scope(workspace=cast.workspace), on(3, time(22)):
        decide(cast, item(cast), "now")
    with on(20):
        page = signed_in("robin").get(f"{W}changes?from={day(1)}&to={day(3)}").content.decode()
    assert f">{day(3):%d/%m/%Y}</time>" in page


def test_two_days_between_which_nothing_happened_say_so(lived, signed_in):
    with on(20):
        page = signed_in("robin").get(f"{W}changes?from={day(12)}&to={day(14)}").content.decode()
    assert "Rien n’a changé entre ces deux jours" in page
