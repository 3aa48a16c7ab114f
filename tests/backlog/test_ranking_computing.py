"""Ranks follow what they rest on, are computed once, and are explained for ever."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.bridge.ranking.ranks import ranked
from gouvernail.backlog.choices.assessments import RoundState
from gouvernail.backlog.choices.ranking import Trigger, Zone
from gouvernail.backlog.models import Item, Opinion, Ranking, Round, Standing
from gouvernail.backlog.selectors.ranking.explained import item_explained, pair_explained
from gouvernail.backlog.selectors.ranking.gathered import inputs_on
from gouvernail.backlog.selectors.ranking.runs import inputs_of, is_stale, ranking_now, ranks_of
from gouvernail.backlog.selectors.rules import rules_now, today_in
from gouvernail.backlog.services.items.items import item_aim, item_edit
from gouvernail.backlog.services.items.states import item_drop, item_remove
from gouvernail.backlog.services.ranking import computing
from gouvernail.backlog.services.ranking.computing import ranking_compute, ranking_refresh, rankings_refresh
from gouvernail.backlog.services.ranking.rules import rules_edit
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import Run
from gouvernail.strategy.models import Objective
from tests.backlog.items import item, objective
from tests.backlog.ranking import backlog, rated


@pytest.fixture(autouse=True)
def here(cast):
    with scope(workspace=cast.workspace):
        yield


def _compute(cast) -> Ranking:
    found = ranking_compute(workspace=cast.workspace, trigger=Trigger.CHANGED)
    assert found is not None
    return found


def _ranks() -> list[tuple[int, int, float]]:
    return list(Standing.objects.order_by("rank").values_list("item", "rank", "certainty"))


def _longer_ago(seconds: int = 60) -> None:
    """Have the last ranking be read long enough after the last change."""
    Ranking.objects.update(checked_at=timezone.now() + timedelta(seconds=seconds))


def test_each_item_that_serves_an_objective_has_a_rank_with_its_certainty(cast):
    rows = backlog(cast)
    run = _compute(cast)
    found = {one.item_id: one for one in Standing.objects.all()}
    assert set(found) == {one.pk for one in rows}
    assert sorted(one.rank for one in found.values()) == list(range(1, 8))
    assert sum(one.certainty for one in found.values()) == pytest.approx(7)  # ten places: all of them are in
    best = found[rows[0].pk]
    assert best.rank_low <= best.rank <= best.rank_high
    assert best.value_low <= best.value <= best.value_high
    assert (best.opinions, best.claimed, best.zone, run.items) == (5, 0, Zone.SURE, 7)


@pytest.mark.parametrize("gone", ["off", "archived", "dropped", "removed"])
def test_what_serves_nothing_or_will_not_be_built_is_not_ranked(cast, gone):
    first, *others = backlog(cast, 3)
    match gone:
        case "off":
            item_aim(actor=cast.camille, item=first, objective=None)
        case "archived":
            aim = objective(cast, "Ancien")
            item_aim(actor=cast.camille, item=first, objective=aim)
            Objective.objects.filter(pk=aim.pk).update(is_active=False)
        case "dropped":
            item_drop(actor=cast.camille, item=first, reason="Remplacé")
        case _:
            item_remove(actor=cast.camille, item=first)
    _compute(cast)
    assert set(Standing.objects.values_list("item", flat=True)) == {one.pk for one in others}


def test_an_item_without_opinion_is_as_wide_as_the_backlog_and_says_so(cast):
    rows = backlog(cast)
    unknown = item(cast, "Inconnu", objective=rows[0].objective)
    _compute(cast)
    wide, known = Standing.objects.get(item=unknown), Standing.objects.get(item=rows[0])
    assert wide.value_high - wide.value_low > known.value_high - known.value_low
    assert "no_opinion" in wide.flags


def test_an_urgency_that_is_claimed_and_not_shown_counts_for_two_at_most(cast):
    first, *_others = backlog(cast)
    Item.objects.filter(pk=first.pk).update(claimed_urgency=5)
    _compute(cast)
    found = Standing.objects.get(item=first)
    assert (found.claimed, found.urgency <= 2, "urgency_not_shown" in found.flags) == (5, True, True)


def test_opposed_opinions_are_said(cast):
    first, *_others = backlog(cast, 3)
    rated(cast, item(cast, "Divise", objective=first.objective), 3, 3, spread=2)
    _compute(cast)
    assert ["divided" in one.flags for one in Standing.objects.order_by("item")] == [False, False, False, True]


def test_old_opinions_no_longer_count_and_are_said(cast):
    first, *_others = backlog(cast, 3)
    old = item(cast, "Ancien", objective=first.objective)
    rated(cast, old, 5, 0, days=400)
    _compute(cast)
    found = Standing.objects.get(item=old)
    assert (found.opinions, "expired" in found.flags) == (0, True)


def test_the_same_inputs_are_not_ranked_twice(cast):
    backlog(cast)
    first = _compute(cast)
    assert _compute(cast).pk == first.pk
    assert Ranking.objects.count() == 1


def test_a_ranking_holds_until_something_that_it_rests_on_changes(cast):
    first, *_others = backlog(cast)
    today = today_in(cast.workspace)
    assert ranking_refresh(cast.workspace) is None
    _longer_ago()
    assert not is_stale(ranking_now(), today)
    assert is_stale(ranking_now(), today + timedelta(days=1))
    Ranking.objects.update(checked_at=timezone.now() - timedelta(hours=1))
    assert is_stale(ranking_now(), today)
    item_drop(actor=cast.camille, item=first, reason="Remplacé")
    ranking_refresh(cast.workspace)
    assert (Ranking.objects.count(), Standing.objects.count()) == (2, 6)


def test_what_moves_no_rank_leaves_the_ranking_as_it_is(cast):
    first, *_others = backlog(cast, 3)
    _compute(cast)
    Ranking.objects.update(checked_at=timezone.now() + timedelta(seconds=30))
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=True):
        item_edit(actor=cast.camille, item=first, version=first.version, title="Fiche unique", owner=cast.noa)
        assert not is_stale(ranking_now(), today_in(cast.workspace))
        item_edit(actor=cast.camille, item=first, version=first.version + 1, claimed_urgency=3)
        assert is_stale(ranking_now(), today_in(cast.workspace))


def test_opinions_that_are_hidden_do_not_move_a_rank(cast):
    first, *_others = backlog(cast, 3)
    before = _compute(cast).digest
    hidden = Round.objects.create(workspace=cast.workspace, title="Secret", closes_on=today_in(cast.workspace))
    given = {"workspace": cast.workspace, "item": first, "filter": "value", "objective": first.objective}
    Opinion.objects.create(**given, round=hidden, rater=cast.robin, level=0)
    told = Round.objects.get(title="Printemps")
    Round.objects.filter(pk=told.pk).update(state=RoundState.SECOND)
    Opinion.objects.create(**given, round=told, rater=cast.sacha, level=0, turn=2)
    assert _compute(cast).digest == before
    Round.objects.update(state=RoundState.CLOSED)
    assert _compute(cast).digest != before


def test_a_new_day_is_ranked_by_the_clock_of_the_workers(cast):
    backlog(cast)
    _compute(cast)
    Ranking.objects.update(day=today_in(cast.workspace) - timedelta(days=1))
    rankings_refresh()
    assert Ranking.objects.get().day == today_in(cast.workspace)  # the same inputs: the same ranking, read today


def test_any_past_rank_is_explained_as_it_was(cast):
    first, second, *_others = backlog(cast)
    past = _compute(cast)
    before = item_explained(past, first)
    assert before is not None
    rules_edit(actor=cast.camille, seen=None, value_weight=0, reason="Essai")
    item_drop(actor=cast.camille, item=second, reason="Remplacé")
    now = _compute(cast)
    again = item_explained(Ranking.objects.get(pk=past.pk), first)
    assert again is not None
    assert again.rank == before.rank
    pair = pair_explained(past, first, second)
    assert pair is not None
    assert pair.pair.points == pytest.approx(sum(pair.pair.parts))
    assert pair_explained(now, first, second) is None  # no longer ranked


def test_the_inputs_that_were_kept_give_the_ranks_that_were_kept(cast):
    backlog(cast)
    run = Ranking.objects.get(pk=_compute(cast).pk)
    inputs, found = inputs_of(run), ranks_of(run)
    assert inputs is not None
    assert ranked(inputs) == found
    assert inputs.digest == run.digest == inputs_on(rules_now(cast.workspace), run.day).digest


def test_of_two_at_once_one_ranking_stays_and_every_item_stands_once(cast):
    backlog(cast)
    ended = []

    def meanwhile(_done: int, _total: int) -> None:
        if not ended:  # another process begins and ends while this one draws
            ended.append(_compute(cast).pk)

    found = ranking_compute(workspace=cast.workspace, trigger=Trigger.CHANGED, progress=meanwhile)
    assert found is not None
    assert ([found.pk], Ranking.objects.count(), Standing.objects.count()) == (ended, 1, 7)


def test_a_large_backlog_is_ranked_by_a_worker_once(cast, monkeypatch):
    backlog(cast)
    monkeypatch.setattr(computing, "AT_ONCE", 3)
    job = ranking_refresh(cast.workspace)
    assert isinstance(job, Job)
    assert ranking_refresh(cast.workspace) == job
    job.state = "running"
    job.attempts = 1
    job.save()
    result = computing.ranking_run(Run(job), trigger="changed")
    assert (result["url"], Standing.objects.count()) == ("/w/crm-ventes/backlog/", 7)


def test_after_a_month_the_last_ranking_of_each_day_stays(cast):
    backlog(cast)
    run = _compute(cast)
    long_ago = timezone.now() - timedelta(days=40)
    for hour in range(3):
        Ranking.objects.create(workspace=cast.workspace, day=long_ago.date(), at=long_ago + timedelta(hours=hour))
    item(cast, "Nouveau", objective=Objective.objects.get())
    _compute(cast)
    assert Ranking.objects.filter(day=long_ago.date()).count() == 1
    assert Ranking.objects.filter(pk=run.pk).exists()


def test_gathering_takes_as_many_queries_for_many_items(cast):
    aim, asked = objective(cast), []
    for _turn in range(2):
        backlog(cast, 5, aim)
        with CaptureQueriesContext(connection) as queries:
            inputs_on(rules_now(cast.workspace), today_in(cast.workspace))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 15
