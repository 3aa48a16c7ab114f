"""R9, R10 and the cadence: what is decided, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gouvernail.method.governance import (
    Action,
    Attendee,
    Decision,
    Meeting,
    QuorumRule,
    RoleKind,
    Seat,
    cadence,
    load,
    quorum,
)
from tests.method.governance.cast import TODAY, findings, found, sound

PO, BUSINESS, IT = (
    Attendee("paul", frozenset({RoleKind.PRODUCT_OWNER}), accountable=True, voter=True),
    Attendee("ada", frozenset({RoleKind.DATA_OWNER}), accountable=True, voter=True),
    Attendee("bruno", frozenset({RoleKind.BUILDER})),
)


@pytest.mark.parametrize(
    ("room", "voters", "missing", "needed"),
    [
        pytest.param([PO, BUSINESS, IT], 4, [], 2, id="all there"),
        pytest.param([PO, BUSINESS, IT], 5, [], 3, id="too few voters"),
        pytest.param([PO, BUSINESS], 2, ["builders"], 1, id="no builder"),
        pytest.param([PO, IT, replace(BUSINESS, accountable=False)], 2, ["business"], 1, id="answers for nothing"),
        pytest.param([], 0, ["product_owner", "business", "builders"], 0, id="empty room"),
    ],
)
def test_the_quorum_says_what_is_missing(room, voters, missing, needed):
    answer = quorum(room, load().quorum, voters=voters)
    assert ([seat.id for seat in answer.missing], answer.voters_needed) == (missing, needed)
    assert answer.reached == (not missing and answer.voters_present >= needed)


def test_nobody_takes_two_seats_and_people_make_room():
    either, one = frozenset({RoleKind.SPONSOR, RoleKind.BUILDER}), frozenset({RoleKind.SPONSOR})
    rule = QuorumRule((Seat("first", one), Seat("second", frozenset({RoleKind.BUILDER}))), 0)
    assert not quorum([Attendee("both", either)], rule, voters=0).reached
    assert quorum([Attendee("a-both", either), Attendee("b-one", one)], rule, voters=0).reached


def decided(**changed):
    everyone = frozenset({"paul", "ada", "bruno", "sophie"})
    decision = Decision("dec-1", TODAY, item="item-1", present=everyone, voters=everyone)
    return replace(sound(), decisions=(replace(decision, **changed),))


def test_r9_accepts_a_deputy_in_the_seat_of_the_product_owner():
    assert found("R9", decided()) == []
    assert found("R9", decided(present=frozenset({"priya", "ada", "bruno", "sophie"}))) == []


def test_r9_finds_the_empty_seat_and_the_empty_room():
    (one,) = findings("R9", decided(present=frozenset({"paul", "ada"})))
    assert (one.variant, one.level, one.subjects[1].id) == ("seats", "error", "builders")
    assert found("R9", decided(present=frozenset({"bruno"}))) == [("seats", "dec-1"), ("voters", "dec-1")]


def test_r9_follows_the_rule_of_the_decision():
    assert found("R9", decided(present=frozenset({"ada", "paul"}), rule=QuorumRule((), 0.5))) == []


@pytest.mark.parametrize(
    ("raters", "deciders", "expected"),
    [
        pytest.param({"ada"}, {"ada"}, [("alone", "dec-1")], id="alone"),
        pytest.param({"ada", "paul"}, {"ada", "sophie"}, [("among_others", "dec-1")], id="among others"),
        pytest.param({"ada"}, {"paul"}, [], id="somebody else decides"),
    ],
)
def test_r10_separates_asking_scoring_and_deciding(raters, deciders, expected):
    people = {"requesters": frozenset({"ada"}), "raters": frozenset(raters), "deciders": frozenset(deciders)}
    assert found("R10", decided(**people)) == expected


def held(*delays):
    """One meeting a week; a delay in days, None when it was not held."""
    first = TODAY - timedelta(weeks=len(delays))
    plans = [first + timedelta(weeks=week) for week in range(len(delays))]
    return [
        Meeting("arbitration", plan, None if delay is None else plan + timedelta(delay), decisions=3 * (delay == 0))
        for plan, delay in zip(plans, delays, strict=True)
    ]


@pytest.mark.parametrize(
    ("delays", "adherence", "slipping"),
    [
        pytest.param((0, 2, -2, 0, 0), 1.0, False, id="within two days"),
        pytest.param((0, 0, 0, 0, None), 0.8, False, id="at the threshold"),
        pytest.param((3, None, 0, 0, 0), 0.6, False, id="too few to say"),
        pytest.param((3, None, 0, 0, 0, -3), 0.5, True, id="slipping"),
        pytest.param((), None, False, id="nothing planned"),
    ],
)
def test_the_cadence_is_what_was_held_near_its_day(delays, adherence, slipping):
    answer = cadence(held(*delays), on=TODAY, settings=load())
    assert (answer.adherence, answer.slipping) == (adherence, slipping)
    governance = replace(sound(), meetings=tuple(held(*delays)))
    assert found("cadence", governance) == ([("slipping", "arbitration")] if slipping else [])


@pytest.mark.parametrize(("ago", "planned"), [(2, 0), (3, 1)], ids=["may still be held", "missed"])
def test_a_meeting_is_missed_only_after_its_tolerance(ago, planned):
    assert cadence([Meeting("demo", TODAY - timedelta(ago))], on=TODAY, settings=load()).planned == planned


def test_the_cadence_tells_what_the_meetings_settle():
    actions = [
        Action("done", due_on=TODAY, closed_on=TODAY),
        Action("late", due_on=TODAY - timedelta(9)),
        Action("later", due_on=TODAY + timedelta(1)),
    ]
    waits = [TODAY - timedelta(12), TODAY - timedelta(40)]
    answer = cadence(held(0, 1), on=TODAY, settings=load(), actions=actions, waiting_since=waits)
    assert (answer.decisions_per_meeting, answer.oldest_waiting_days, answer.closure_rate) == (1.5, 40, 0.5)
