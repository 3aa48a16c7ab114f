from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gouvernail.method.urgency import (
    Evidence,
    EvidenceKind,
    Grade,
    InvalidEvidence,
    ProfileKind,
    Timing,
    grade,
    profile_on,
    proof,
    reading,
    rises_on,
    security_deadline,
)

TODAY = date(2026, 3, 2)
LEAD = 3.0


def evidence(kind=EvidenceKind.LAW, profile=ProfileKind.FIXED_DATE, counts=Grade.DOCUMENTED, *, days=140, **more):
    until = None if days is None else TODAY + timedelta(days=days)
    return Evidence(kind, profile, counts, stated_on=TODAY, until=until, **more)


def prove(*evidences, today=TODAY, lead=LEAD):
    return proof(evidences, today, lead_time_weeks=lead)


def read(one, today=TODAY, lead=LEAD):
    return reading(one, today, lead_time_weeks=lead)


def test_slack_is_what_is_left_once_the_work_is_done():
    """140 days are 20 weeks, less 3 of lead time."""
    ours = read(evidence())
    assert (ours.half_delay, ours.timing) == (17, Timing.AHEAD)
    assert ours.level == pytest.approx(np.log2(64 / 17))


@pytest.mark.parametrize(
    ("days", "late"),
    [
        pytest.param(22, False, id="a-day-more-than-the-lead-time"),
        pytest.param(21, True, id="the-lead-time"),
        pytest.param(-40, True, id="past-and-still-due"),
    ],
)
def test_no_slack_is_already_late(days, late):
    ours = prove(evidence(days=days))
    assert ours.is_late is late
    assert ours.level == 5


def test_an_opportunity_that_is_past_presses_no_more():
    ours = prove(evidence(EvidenceKind.SEASON, ProfileKind.FIXED_DATE, days=-1))
    assert (ours.level, ours.weight, ours.chosen) == (None, 0, None)
    assert ours.readings[0].timing is Timing.OVER
    # Its last day still counts, late though it is.
    assert prove(evidence(EvidenceKind.SEASON, ProfileKind.FIXED_DATE, days=0)).is_late


@pytest.mark.parametrize(
    ("profile", "more", "half_delay"),
    [
        pytest.param(ProfileKind.FIXED_DATE, {}, 17, id="fixed-date"),
        pytest.param(ProfileKind.STEADY_UNTIL, {}, 8.5, id="steady-until"),
        pytest.param(ProfileKind.PEAK, {}, 4.979, id="peak"),
        pytest.param(ProfileKind.SEASON, {"since": TODAY + timedelta(days=70)}, 12, id="season"),
        pytest.param(ProfileKind.FROM_DATE, {"since": TODAY - timedelta(days=70)}, 8.5, id="begun"),
        pytest.param(ProfileKind.EROSION, {"half_life_weeks": 5.0}, 5, id="erosion"),
        pytest.param(ProfileKind.DISCOUNTED, {}, 361.7, id="discounted"),
    ],
)
def test_every_profile_is_read_from_dates(profile, more, half_delay):
    assert read(evidence(profile=profile, **more)).half_delay == pytest.approx(half_delay, rel=1e-3)


def test_a_loss_per_week_without_end_is_value_and_no_urgency():
    ours = prove(evidence(EvidenceKind.LOSS_PER_WEEK, ProfileKind.DISCOUNTED, days=None))
    assert (ours.level, ours.readings[0].timing) == (0, Timing.UNDATED)


def test_the_security_directive_gives_the_date():
    assert security_deadline(TODAY, critical=True) == date(2026, 3, 17)
    assert security_deadline(TODAY, critical=False) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({"named": False, "documented": False}, Grade.ASSERTED, id="asserted"),
        pytest.param({"named": True, "documented": False}, Grade.NAMED, id="named"),
        pytest.param({"named": True, "documented": True}, Grade.DOCUMENTED, id="documented"),
        pytest.param({"named": True, "documented": True, "owner": 1, "verifier": 2}, Grade.VERIFIED, id="verified"),
        pytest.param({"named": True, "documented": True, "owner": 1, "verifier": 1}, Grade.DOCUMENTED, id="by-oneself"),
        pytest.param({"named": True, "documented": False, "owner": 1, "verifier": 1}, Grade.NAMED, id="file-missing"),
    ],
)
def test_grades_come_from_facts(facts, expected):
    assert grade(**facts) is expected


def test_weights_of_grades():
    assert [one.weight for one in Grade] == [0, 0.33, 0.67, 1]


@pytest.mark.parametrize(("after", "expected"), [(90, Grade.DOCUMENTED), (91, Grade.NAMED)])
def test_an_evidence_loses_a_grade_after_ninety_days(after, expected):
    ours = read(evidence(), today=TODAY + timedelta(days=after))
    assert (ours.grade, ours.expired) == (expected, after > 90)


def test_an_expiry_of_its_own_and_no_grade_below_the_first():
    own = evidence(counts=Grade.ASSERTED, expires_on=TODAY + timedelta(days=5))
    assert own.grade_on(TODAY + timedelta(days=5)) is Grade.ASSERTED
    assert own.grade_on(TODAY + timedelta(days=6)) is Grade.ASSERTED
    assert read(own, today=TODAY + timedelta(days=6)).expired is False


def test_the_most_pressing_of_what_is_documented_counts():
    ours = prove(evidence(days=300), evidence(EvidenceKind.CONTRACT, days=100), evidence(counts=Grade.NAMED, days=30))
    assert (ours.chosen, ours.weight) == (1, 0.67)


def test_the_best_established_of_equal_delays_counts():
    ours = prove(evidence(), evidence(EvidenceKind.CONTRACT, counts=Grade.VERIFIED))
    assert (ours.chosen, ours.weight) == (1, 1)


def test_without_document_a_name_counts_before_an_assertion():
    ours = prove(evidence(counts=Grade.ASSERTED, days=30), evidence(counts=Grade.NAMED, days=300))
    assert (ours.chosen, ours.weight) == (1, 0.33)
    assert prove(evidence(counts=Grade.ASSERTED)).weight == 0


def test_urgent_because_it_is_urgent_proves_nothing():
    ours = prove(Evidence(EvidenceKind.NONE, ProfileKind.FIXED_DATE, Grade.VERIFIED, TODAY))
    assert (ours.level, ours.weight) == (None, 0)
    assert ours.readings[0].grade is Grade.ASSERTED


def test_no_evidence_proves_nothing():
    ours = prove()
    assert (ours.level, ours.weight, ours.readings, ours.is_late) == (None, 0, (), False)


def test_two_dates_for_one_law_contradict_each_other_and_both_are_shown():
    ours = prove(evidence(days=60), evidence(days=200), evidence(EvidenceKind.CONTRACT, days=400))
    assert ours.contradictions == ((0, 1),)
    assert ours.chosen == 0


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"days": 200, "about": "another article"}, id="about-something-else"),
        pytest.param({"days": 200, "counts": Grade.NAMED}, id="only-named"),
        pytest.param({"days": 65}, id="nearly-the-same-day"),
    ],
)
def test_what_may_both_hold_is_no_contradiction(other):
    assert prove(evidence(days=60), evidence(**other)).contradictions == ()


def test_a_season_that_is_over_for_one_and_to_come_for_another_is_a_contradiction():
    over = evidence(EvidenceKind.SEASON, ProfileKind.FIXED_DATE, days=-3)
    ahead = evidence(EvidenceKind.SEASON, ProfileKind.FIXED_DATE, days=300)
    assert prove(over, ahead).contradictions == ((0, 1),)
    assert prove(over, over).contradictions == ()


@pytest.mark.parametrize(
    ("broken", "code", "field"),
    [
        pytest.param({"days": None}, "date_missing", "until", id="no-date"),
        pytest.param({"profile": ProfileKind.SEASON}, "date_missing", "since", id="no-start"),
        pytest.param({"since": TODAY + timedelta(days=900)}, "dates_reversed", "until", id="ends-before-it-begins"),
        pytest.param({"profile": ProfileKind.EROSION}, "rate_missing", "half_life_weeks", id="no-half-life"),
        pytest.param({"yearly_rate": -0.1}, "rate_negative", "yearly_rate", id="negative-rate"),
        pytest.param({"expires_on": date(2020, 1, 1)}, "expires_before_stated", "expires_on", id="expired-at-birth"),
    ],
)
def test_an_evidence_that_says_nothing_is_refused(broken, code, field):
    with pytest.raises(InvalidEvidence) as refused:
        evidence(**broken)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("lead", [-1.0, float("nan")])
def test_a_lead_time_is_no_less_than_nothing(lead):
    with pytest.raises(InvalidEvidence, match="lead_time"):
        profile_on(evidence(), TODAY, lead_time_weeks=lead)


dated = st.sampled_from([p for p in ProfileKind if p not in {ProfileKind.EROSION, ProfileKind.DISCOUNTED}])
duties = st.sampled_from([EvidenceKind.LAW, EvidenceKind.CONTRACT, EvidenceKind.SECURITY, EvidenceKind.END_OF_SUPPORT])


@given(kind=duties, profile=dated, days=st.integers(1, 700), length=st.integers(0, 300), lead=st.floats(0, 20))
def test_as_the_date_nears_urgency_rises_by_itself(kind, profile, days, length, lead):
    ours = evidence(kind, profile, days=days, since=TODAY + timedelta(days=days - length))
    levels = [read(ours, TODAY + timedelta(days=day), lead).level for day in range(0, days + 30, 7)]
    assert (np.diff(levels) >= -1e-12).all()
    assert levels[-1] == 5


@given(kind=st.sampled_from([EvidenceKind.SEASON, EvidenceKind.WINDOW]), profile=dated, days=st.integers(1, 700))
def test_an_opportunity_rises_until_its_last_day(kind, profile, days):
    ours = evidence(kind, profile, days=days, since=TODAY)
    levels = [read(ours, TODAY + timedelta(days=day), 0.0).level for day in range(days + 1)]
    assert (np.diff(levels) >= -1e-12).all()
    assert read(ours, TODAY + timedelta(days=days + 1)).level == 0


@given(weeks=st.integers(4, 32), lead=st.integers(0, 9))
def test_one_level_for_each_halving_of_the_slack(weeks, lead):
    assume(weeks % 2 == 0)
    far, near = (read(evidence(days=7 * (slack + lead)), lead=lead).level for slack in (weeks, weeks // 2))
    assert near - far == pytest.approx(1)


def test_the_day_when_the_level_rises_is_foreseen():
    """17 weeks of slack are level 1.9; level 2 is 16 weeks, in 7 days."""
    assert rises_on(evidence(), TODAY, lead_time_weeks=LEAD) == TODAY + timedelta(days=7)


@pytest.mark.parametrize(
    "never",
    [
        pytest.param(evidence(days=10), id="already-at-the-top"),
        pytest.param(evidence(days=-10), id="past"),
        pytest.param(evidence(profile=ProfileKind.EROSION, half_life_weeks=9.0, days=None), id="undated"),
        pytest.param(evidence(profile=ProfileKind.DISCOUNTED), id="a-life-that-waits"),
    ],
)
def test_what_no_longer_rises_has_no_day(never):
    assert rises_on(never, TODAY, lead_time_weeks=LEAD) is None


@given(kind=st.sampled_from(EvidenceKind), profile=dated, days=st.integers(1, 700), lead=st.floats(0, 20))
def test_the_day_foreseen_is_the_first(kind, profile, days, lead):
    ours = evidence(kind, profile, days=days, since=TODAY + timedelta(days=days // 2))
    day = rises_on(ours, TODAY, lead_time_weeks=lead)
    now = read(ours, TODAY, lead).level
    if day is None:
        assert max(read(ours, TODAY + timedelta(days=ahead), lead).level for ahead in range(days + 1)) < int(now) + 1
    else:
        assert int(read(ours, day - timedelta(days=1), lead).level) == int(now) < int(read(ours, day, lead).level)


evidences = st.lists(
    st.builds(
        lambda kind, counts, days: evidence(kind, ProfileKind.FIXED_DATE, counts, days=days),
        st.sampled_from(EvidenceKind),
        st.sampled_from(Grade),
        st.integers(-100, 600),
    ),
    max_size=6,
)


@given(several=evidences, seed=st.integers(0, 99))
def test_the_order_of_evidences_does_not_count(several, seed):
    order = np.random.default_rng(seed).permutation(len(several))
    here, there = prove(*several), prove(*(several[place] for place in order))
    assert (here.level, here.weight) == (there.level, there.weight)
    assert len(here.contradictions) == len(there.contradictions)


@given(several=evidences, counts=st.sampled_from([Grade.DOCUMENTED, Grade.VERIFIED]), days=st.integers(0, 600))
def test_a_document_more_never_proves_less(several, counts, days):
    strong = prove(*several)
    more = prove(*several, evidence(counts=counts, days=days))
    if strong.weight >= 0.67:
        assert more.level >= strong.level
    assert more.weight >= 0.67
