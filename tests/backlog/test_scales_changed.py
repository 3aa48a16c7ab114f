"""A level given under other words means something else: it counts no more, and is asked for again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.choices.ranking import Trigger
from gouvernail.backlog.models import Anchor, Item, Opinion, Ranking, Rules, Standing
from gouvernail.backlog.selectors.assessments.freshness import scaled_anew, to_judge
from gouvernail.backlog.selectors.assessments.panel import opinions_panel
from gouvernail.backlog.selectors.assessments.sheet import advances_of, sheet_for
from gouvernail.backlog.selectors.ranking.runs import is_stale, ranking_now
from gouvernail.backlog.selectors.rules import today_in
from gouvernail.backlog.services.assessments.rounds import round_reveal
from gouvernail.backlog.services.assessments.scales import scale_edit
from gouvernail.backlog.services.ranking.computing import ranking_compute
from gouvernail.decisions.models import Change
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.workspaces import workspace_edit
from tests.backlog.assessments import a_round, say
from tests.backlog.ranking import W, backlog

TEXTS = {level: f"Repère {level}" for level in range(6)}


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def _ranked(cast) -> None:
    ranking_compute(workspace=cast.workspace, trigger=Trigger.CHANGED)
    Ranking.objects.update(checked_at=timezone.now() + timedelta(minutes=1))  # all that was written before is read


def _is_stale(cast) -> bool:
    Ranking.objects.update(checked_at=timezone.now() - timedelta(seconds=1))
    return is_stale(ranking_now(), today_in(cast.workspace))


def _counting() -> list[tuple[int, bool]]:
    return [(one.opinions, "expired" in one.flags) for one in Standing.objects.order_by("item")]


def _waiting(cast) -> set[str]:
    return {one.reason for one in to_judge(Rules(workspace=cast.workspace), today_of(cast.camille))}


@pytest.mark.parametrize(("scale", "left"), [("value", 2), ("complexity", 3)])
def test_opinions_on_a_scale_that_changed_count_no_more_and_ranks_follow(here, scale, left):
    backlog(here, 3)
    Item.objects.update(assessed_at=timezone.now() - timedelta(days=1))
    _ranked(here)
    assert (_counting(), _waiting(here)) == ([(5, False)] * 3, set())
    scale_edit(actor=here.camille, scale=scale, texts=TEXTS, reason="Nos montants ont changé")
    assert _is_stale(here)
    _ranked(here)
    assert _counting() == [(left, True)] * 3
    assert _waiting(here) == {"scale"}


def test_words_that_say_the_same_better_leave_opinions_and_ranks(here):
    backlog(here, 3)
    Item.objects.update(assessed_at=timezone.now() - timedelta(days=1))
    _ranked(here)
    count = Ranking.objects.count()
    scale_edit(actor=here.camille, scale="value", texts=TEXTS, reason="Faute de frappe", is_rewording=True)
    _ranked(here)
    assert (_counting(), _waiting(here), Ranking.objects.count()) == ([(5, False)] * 3, set(), count)
    assert {one.verb for one in Change.objects.filter(subject_type="backlog.anchor")} == {"scale_reword"}


def test_nobody_votes_on_urgency_so_its_words_move_nothing(here):
    backlog(here, 2)
    scale_edit(actor=here.camille, scale="urgency", texts=TEXTS, reason="Plus clair")
    _ranked(here)
    assert _counting() == [(5, False)] * 2


@pytest.mark.parametrize(("is_own", "counting"), [(False, (2, True)), (True, (5, False))], ids=["usual", "own-words"])
def test_another_unit_of_value_changes_the_usual_words_and_no_others(here, is_own, counting):
    if is_own:
        scale_edit(actor=here.camille, scale="value", texts=TEXTS, reason="Nos mots")
    rows = backlog(here, 2)
    Opinion.objects.update(at=timezone.now())
    Item.objects.update(assessed_at=timezone.now())
    workspace_edit(actor=here.camille, value_unit=here.workspace.value_unit * 5)
    assert len(rows) == 2
    _ranked(here)
    assert _counting() == [counting] * 2


def test_the_form_as_shown_sent_back_changes_nothing(cast, signed_in):
    with scope(workspace=cast.workspace):
        cast.workspace.value_unit = 10_000  # amounts hold spaces that no line breaks at
        cast.workspace.save()
        backlog(cast, 2)
        Item.objects.update(assessed_at=timezone.now())
    page = signed_in("camille")
    shown = page.get(f"{W}scales/value/edit").context["form"]
    given = {name: shown[name].value() for name in shown.fields if name.startswith("level_")}
    assert "\u00a0" in given["level_1"] or "\u202f" in given["level_1"]
    page.post(f"{W}scales/value/edit", {**given, "reason": "Relu"})
    with scope(workspace=cast.workspace):
        assert not Anchor.objects.exists()
        assert (scaled_anew(), _waiting(cast)) == ({}, set())
        changed = {**given, "level_2": "Un contrat gardé", "reason": "Relu"}
    page.post(f"{W}scales/value/edit", changed)
    with scope(workspace=cast.workspace):
        assert [one.level for one in Anchor.objects.all()] == [2]


@pytest.mark.parametrize("is_before", [False, True], ids=["reworded-later", "reworded-before"])
def test_a_change_of_unit_is_judged_by_the_words_of_that_moment(here, is_before):
    def reword() -> None:
        scale_edit(actor=here.camille, scale="value", texts=TEXTS, reason="Mieux dit", is_rewording=True)

    if is_before:
        reword()
    backlog(here, 2)
    Item.objects.update(assessed_at=timezone.now())
    workspace_edit(actor=here.camille, value_unit=here.workspace.value_unit * 5)
    if not is_before:
        reword()
    _ranked(here)
    assert _counting() == [(5, False) if is_before else (2, True)] * 2
    assert set(scaled_anew()) == (set() if is_before else {"value"})


def test_what_changed_is_found_without_reading_the_whole_trail(here, django_assert_num_queries):
    scale_edit(actor=here.camille, scale="value", texts=TEXTS, reason="Nos mots")
    with django_assert_num_queries(2):
        assert set(scaled_anew()) == {"value"}
    if connection.vendor == "sqlite":
        with CaptureQueriesContext(connection) as read:
            scaled_anew()
        asked = next(one["sql"] for one in read.captured_queries if "subject_type" in one["sql"])
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
            plan = " ".join(str(row[-1]) for row in cursor.fetchall())
        assert "trail_of_a_subject (workspace_id=? AND subject_type=?" in plan


def test_what_was_answered_before_the_scale_changed_is_asked_again_in_the_same_round(here):
    one = a_round(here)
    say(here.camille, one, 3)
    scale_edit(actor=here.camille, scale="value", texts=TEXTS, reason="Plus clair")
    step = sheet_for(here.camille, one)[0]
    assert (step.given, step.asked, step.lines[0].is_outdated) == (0, 1, True)
    assert {row.member: row.given for row in advances_of(one)}[here.camille] == 0
    say(here.camille, one, 3)
    step = sheet_for(here.camille, one)[0]
    assert (step.given, step.lines[0].is_outdated) == (1, False)


def test_an_item_whose_opinions_were_given_before_and_revealed_after_waits_too(here):
    one = a_round(here)
    say(here.camille, one, 3)
    scale_edit(actor=here.camille, scale="value", texts=TEXTS, reason="Plus clair")
    round_reveal(actor=here.camille, round=one)
    item = one.items.get()
    assert _waiting(here) == {"scale"}
    assert opinions_panel(item, here.camille).again == "scale"
    again = a_round(here, "Autre")
    again.items.set([item])
    say(here.camille, again, 4)
    round_reveal(actor=here.camille, round=again)
    assert opinions_panel(Item.objects.get(pk=item.pk), here.camille).again == ""


def test_the_pages_say_which_scale_changed_and_why(cast, signed_in):
    with scope(workspace=cast.workspace):
        row = backlog(cast, 2)[0]
        Item.objects.update(assessed_at=timezone.now())
    page = signed_in("camille")
    page.get(W)
    given = {f"level_{level}": text for level, text in TEXTS.items()}
    assert "redemandés" in page.get(f"{W}scales/value/edit").content.decode()
    page.post(f"{W}scales/value/edit", {**given, "reason": "Nos montants ont doublé"})
    shown = page.get(W).content.decode()
    assert "Nos montants ont doublé" in shown
    assert "2 éléments ne compte plus" in shown.replace("\u00a0", " ")
    assert "l’échelle a changé" in page.get(f"{W}rounds/new").content.decode()
    assert "Échelle changée" in page.get(f"{W}items/{row.pk}/").content.decode()


def test_a_wording_is_ticked_as_such(cast, signed_in):
    with scope(workspace=cast.workspace):
        backlog(cast, 2)
    given = {f"level_{level}": text for level, text in TEXTS.items()}
    page = signed_in("camille")
    page.post(f"{W}scales/value/edit", {**given, "reason": "Coquille", "is_rewording": "on"})
    assert "Coquille" not in page.get(W).content.decode()
    with scope(workspace=cast.workspace):
        assert {one.filter for one in Opinion.objects.all()} == {Filter.VALUE, Filter.COMPLEXITY}
        assert _counting() == [(5, False)] * 2
