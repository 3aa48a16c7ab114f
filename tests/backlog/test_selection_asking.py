"""What fits in a capacity: what may be chosen from, what is refused, what the answer says."""

from decimal import Decimal
from itertools import chain, combinations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from django_scopes import scope
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.backlog.bridge.selection.choosing import Impossible, answered, check
from gouvernail.backlog.bridge.selection.question import Question, digest_of
from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.choices.selection import Counts, Missing
from gouvernail.backlog.models import Effort, Item, Prerequisite, Scenario
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.selectors.selection.answer import answer_of
from gouvernail.backlog.selectors.selection.candidates import Gathered, gathered_now
from gouvernail.backlog.services.selection.asking import KEPT_ASKED, Asked, selection_ask
from gouvernail.jobs.choices import State
from tests.backlog.items import item
from tests.backlog.selection import DAYS, candidate, effort, needs, portfolio


@pytest.fixture
def rows(cast):
    with scope(workspace=cast.workspace):
        return portfolio(cast)


def _gathered(cast) -> Gathered:
    return gathered_now(rules_now(cast.workspace))


def _asked(cast, run_jobs, capacity: int | str, **asked) -> Scenario:
    """Ask as a reader, have a worker answer, and read the row again."""
    with scope(workspace=cast.workspace), override("fr"):
        row = selection_ask(actor=cast.robin, capacity=Decimal(capacity), asked=Asked(**asked))
    run_jobs()
    with scope(workspace=cast.workspace):
        return Scenario.objects.select_related("job").get(pk=row.pk)


def _keys(row: Scenario) -> set[str]:
    return {one["key"] for one in row.result["selection"]["items"]}


def test_what_an_item_brings_doubles_with_each_level_and_its_complexity_is_not_paid_twice(cast, rows):
    with scope(workspace=cast.workspace):
        gathered = _gathered(cast)
        standing = rows[0].standing
    by_value = {one.key: one.value for one in gathered.candidates(Counts.VALUE)}
    by_delay = {one.key: one.value for one in gathered.candidates(Counts.DELAY)}
    assert by_value["CRM-1"] == pytest.approx(2**standing.value, rel=0.01)
    assert by_delay["CRM-1"] == pytest.approx(2 ** (standing.value + standing.urgency), rel=0.01)
    assert [one.days for one in gathered.candidates(Counts.VALUE)] == [
        {key: float(days)} for days in DAYS for key in one_team(gathered)
    ]


def one_team(gathered: Gathered) -> list[str]:
    return sorted({team for one in gathered.seen for team in one.days})


def test_what_is_missing_is_said_and_nothing_is_dropped_in_silence(cast, rows):
    with scope(workspace=cast.workspace):
        Effort.objects.filter(item=rows[0]).delete()
        needs(rows[1], rows[0])
        off = item(cast, "Sans cap")
        effort(off, Effort.objects.first().team, 3)
        waiting = item(cast, "Pas encore classé", objective=rows[0].objective)
        effort(waiting, Effort.objects.first().team, 3)
        dropped = item(cast, "Abandonné", objective=rows[0].objective)
        Item.objects.filter(pk=dropped.pk).update(state=ItemState.DROPPED)
        needs(rows[2], dropped)
        gathered = _gathered(cast)
    assert {one.key: (one.missing, one.because) for one in gathered.apart} == {
        "CRM-1": (Missing.EFFORT, ""),
        "CRM-2": (Missing.NEED, "CRM-1"),
        "CRM-3": (Missing.DROPPED, dropped.key),
        off.key: (Missing.COMPASS, ""),
        waiting.key: (Missing.RANK, ""),
    }
    assert {one.key for one in gathered.seen} == {"CRM-4", "CRM-5", "CRM-6", "CRM-7"}


def test_a_prerequisite_without_rank_counts_for_its_days_only_and_one_that_is_done_for_nothing(cast, rows):
    with scope(workspace=cast.workspace):
        off = item(cast, "Socle technique")
        effort(off, Effort.objects.first().team, 3)
        needs(rows[0], off)
        Item.objects.filter(pk=rows[4].pk).update(state=ItemState.DONE)
        found = {one.key: one for one in _gathered(cast).candidates(Counts.DELAY)}
    assert (found[off.key].value, found["CRM-1"].needs) == (0.0, (off.key,))
    assert found["CRM-4"].needs == ()
    assert "CRM-5" not in found


def test_removed_items_and_their_needs_are_invisible(cast, rows):
    with scope(workspace=cast.workspace):
        Item.objects.filter(pk=rows[4].pk).update(removed_at=rows[4].created_at)
        gathered = _gathered(cast)
    assert {one.key for one in gathered.seen} == {f"CRM-{n}" for n in (1, 2, 3, 4, 6, 7)}
    assert not gathered.apart


def test_gathering_takes_three_queries_whatever_the_size(cast, rows, django_assert_num_queries):
    with scope(workspace=cast.workspace):
        rules = rules_now(cast.workspace)
        with django_assert_num_queries(3):
            gathered_now(rules)


def test_an_answer_is_the_best_one_respects_needs_and_says_why_the_rest_is_out(cast, rows, run_jobs):
    row = _asked(cast, run_jobs, 20)
    assert row.job.state == State.SUCCEEDED
    with scope(workspace=cast.workspace):
        found = {one.key: one for one in _gathered(cast).candidates(Counts.DELAY)}
        with override("en"):
            said = answer_of(row)
    assert row.result["selection"]["value"] == pytest.approx(_best(found, 20))
    assert said.is_proved
    assert said.days <= 20
    assert {one.key for one in said.lines} == _keys(row)
    outs = {one.line.key: one.why for one in said.explained}
    assert "even alone, it does not fit" in outs["CRM-6"]
    assert "missing: " in outs["CRM-3"]
    assert {*_keys(row), *outs, *(one.key for one in said.others)} == set(found)
    assert said.chart is not None
    assert said.increments


def _best(found, capacity: float) -> float:
    """Try every set."""
    sets = chain.from_iterable(combinations(found.values(), size) for size in range(len(found) + 1))
    return max(
        sum(one.value for one in each)
        for each in sets
        if sum(sum(one.days.values()) for one in each) <= capacity
        and all(need in {one.key for one in each} for one in each for need in one.needs)
    )


def test_what_is_kept_in_is_in_with_its_needs_and_what_is_left_out_is_out_with_what_needs_it(cast, rows, run_jobs):
    row = _asked(cast, run_jobs, 40, include=("CRM-7",), exclude=("CRM-5",))
    assert "CRM-7" in _keys(row)
    assert not _keys(row) & {"CRM-4", "CRM-5"}
    with scope(workspace=cast.workspace), override("en"):
        outs = {one.line.key: one.why for one in answer_of(row).explained}
    assert outs["CRM-4"] == "It needs CRM-5 Synchronisation d’agenda mobile, which is left out by hand."


def test_what_is_started_is_kept_in_unless_one_asks_otherwise(cast, rows, run_jobs):
    with scope(workspace=cast.workspace):
        Item.objects.filter(pk=rows[6].pk).update(state=ItemState.STARTED)
    assert "CRM-7" in _keys(_asked(cast, run_jobs, 30))
    assert "CRM-7" not in _keys(_asked(cast, run_jobs, 30, keeps_started=False))


def test_the_days_of_a_team_bind(cast, rows, run_jobs):
    with scope(workspace=cast.workspace):
        team = Effort.objects.first().team_id
    row = _asked(cast, run_jobs, 100, teams={str(team): 9.0})
    with scope(workspace=cast.workspace):
        used = answer_of(row).used
    assert [(one.team, one.capacity) for one in used] == [("", 100.0), ("Intégration", 9.0)]
    assert used[1].days <= 9


def test_nothing_fits_in_no_day_at_all(cast, rows, run_jobs):
    row = _asked(cast, run_jobs, 0)
    assert _keys(row) == set()
    with scope(workspace=cast.workspace):
        assert answer_of(row).is_proved


@pytest.mark.parametrize(
    ("capacity", "asked", "field", "sentence"),
    [
        (20, {"include": ("CRM-6",)}, "capacity", "60"),
        (90, {"include": ("CRM-4",), "exclude": ("CRM-5",)}, "exclude", "CRM-4"),
        (90, {"include": ("CRM-4",), "exclude": ("CRM-4",)}, "exclude", "CRM-4"),
        (90, {"include": ("CRM-8",)}, "include", "CRM-8"),
    ],
    ids=["too-large", "needs-what-is-out", "both-ways", "no-effort"],
)
def test_what_contradicts_itself_is_refused_beside_its_field(cast, rows, capacity, asked, field, sentence):
    with scope(workspace=cast.workspace):
        item(cast, "Sans charge", objective=rows[0].objective)
        with pytest.raises(ValidationError) as refusal:
            selection_ask(actor=cast.camille, capacity=Decimal(capacity), asked=Asked(**asked))
        assert not Scenario.objects.exists()
    assert sentence in " ".join(refusal.value.message_dict[field])


def test_a_circle_that_slipped_in_is_printed(cast, rows):
    with scope(workspace=cast.workspace):
        Prerequisite.objects.create(workspace=cast.workspace, item=rows[4], needs=rows[3])
        with pytest.raises(ValidationError, match="CRM-4 → CRM-5 → CRM-4"):
            selection_ask(actor=cast.camille, capacity=Decimal(20), asked=Asked())


def test_what_became_impossible_while_it_waited_fails_with_a_sentence(cast, rows, run_jobs):
    with scope(workspace=cast.workspace):
        row = selection_ask(actor=cast.camille, capacity=Decimal(20), asked=Asked(include=("CRM-1",)))
        Effort.objects.filter(item=rows[0]).update(low=90, high=90)
    run_jobs()
    with scope(workspace=cast.workspace):
        row.job.refresh_from_db()
        assert (row.job.state, "90" in row.job.error) == (State.FAILED, True)
        assert answer_of(Scenario.objects.get()) is None


def test_an_empty_backlog_is_refused_in_words(cast):
    with scope(workspace=cast.workspace), pytest.raises(ValidationError, match=r"\w"):
        selection_ask(actor=cast.camille, capacity=Decimal(20), asked=Asked())


def test_of_what_a_person_asked_and_did_not_keep_the_last_ones_stay(cast, rows):
    with scope(workspace=cast.workspace):
        for days in range(KEPT_ASKED + 3):
            selection_ask(actor=cast.robin, capacity=Decimal(days), asked=Asked())
        assert Scenario.objects.count() == KEPT_ASKED
        assert min(Scenario.objects.values_list("capacity", flat=True)) == 3


CANDIDATES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 30), st.sets(st.integers(0, 6), max_size=2)), min_size=1, max_size=7
).map(
    lambda rows: tuple(
        candidate(f"CRM-{at}", value, days, *(f"CRM-{need}" for need in sorted(needed) if need < at))
        for at, (value, days, needed) in enumerate(rows)
    )
)


@settings(max_examples=40, deadline=None)
@given(candidates=CANDIDATES, total=st.integers(0, 80))
def test_an_answer_is_the_best_of_all_sets(candidates, total):
    found = answered(Question(candidates=candidates, total=total))
    assert found["selection"]["proved"]
    assert found["selection"]["value"] == pytest.approx(_best({one.key: one for one in candidates}, total))


@given(candidates=CANDIDATES)
def test_the_order_of_the_items_changes_no_digest_and_a_day_more_does(candidates):
    assert digest_of(candidates) == digest_of(candidates[::-1])
    more = (candidate("CRM-0", candidates[0].value, candidates[0].days["7"] + 1), *candidates[1:])
    assert digest_of(candidates) != digest_of(more)


def test_a_check_needs_no_search():
    with pytest.raises(Impossible) as refusal:
        check(Question(candidates=(candidate("CRM-1", 3, 5),), total=4, include=("CRM-1",)))
    assert [one.code for one in refusal.value.faults] == ["forced_too_large"]
