"""R3, R4, R5, R8, R11 and R12: the people behind the letters."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gouvernail.method.governance import Assignment, Duty, Holding, Letter, Mandate, Matter, MatterKind, RoleKind, Team
from tests.method.governance.cast import HOLDINGS, TODAY, findings, found, sound, with_person


def with_holding(kind, **changed):
    governance = sound()
    return replace(governance, holdings=tuple(replace(one, **changed) if one.kind == kind else one for one in HOLDINGS))


def test_r3_finds_the_role_that_nobody_ever_held():
    governance = sound()
    kept = tuple(one for one in HOLDINGS if one.kind != RoleKind.SPONSOR)
    assert ("vacant", "sponsor") in found("R3", replace(governance, holdings=kept))


@pytest.mark.parametrize(
    ("ends", "expected"),
    [pytest.param(0, [], id="last day"), pytest.param(-1, [("ended", "sponsor")], id="day after")],
)
def test_r3_reads_the_term_to_its_last_day(ends, expected):
    governance = with_holding(RoleKind.SPONSOR, ends_on=TODAY + timedelta(ends))
    assert [one for one in found("R3", governance) if one[0] == "ended"] == expected


def test_r3_wants_an_owner_for_each_data_object():
    kept = tuple(one for one in HOLDINGS if one.scope != "contacts")
    ((variant, role, scope),) = [
        (one.variant, *(subject.id for subject in one.subjects))
        for one in findings("R3", replace(sound(), holdings=kept))
        if one.level == "error"
    ]
    assert (variant, role, scope) == ("vacant", "data_owner", "contacts")


def test_r3_names_the_deputy_that_is_missing():
    kept = tuple(replace(one, deputy=None) if one.scope == "accounts" else one for one in HOLDINGS)
    (one,) = findings("R3", replace(sound(), holdings=kept))
    assert (one.variant, one.level, one.fix) == ("no_deputy", "warning", "name_deputy")
    assert [(subject.kind, subject.id) for subject in one.subjects] == [
        ("person", "ada"),
        ("role", "data_owner"),
        ("data_object", "accounts"),
        ("duty", "own_customer_data:accounts"),
    ]


def test_r3_does_not_count_a_deputy_who_left():
    assert found("R3", with_person(sound(), "lea", active=False)) == [("deputy_left", "sophie")]


@pytest.mark.parametrize(("days", "expected"), [(29, []), (30, [("idle", "sophie")])], ids=["29", "30"])
def test_r4_finds_the_accountable_who_is_never_there(days, expected):
    assert found("R4", with_person(sound(), "sophie", last_active_on=TODAY - timedelta(days))) == expected


def test_r4_spares_who_has_just_arrived_who_answers_for_nothing_and_who_is_unknown():
    governance = with_person(sound(), "sophie", last_active_on=None, joined_on=TODAY - timedelta(2))
    governance = with_person(governance, "bruno", last_active_on=TODAY - timedelta(90))
    assert found("R4", with_person(governance, "paul", last_active_on=None)) == []


@pytest.mark.parametrize(("more", "expected"), [(0, []), (1, [("duties", "paul")])], ids=["five", "six"])
def test_r5_counts_the_duties_one_answers_for(more, expected):
    governance = sound()  # paul answers for five
    duties = tuple(Duty(f"more-{number}") for number in range(more))
    cells = tuple(Assignment(duty.id, "paul", Letter.ACCOUNTABLE) for duty in duties)
    governance = replace(
        governance, duties=(*governance.duties, *duties), assignments=(*governance.assignments, *cells)
    )
    assert found("R5", governance) == expected


@pytest.mark.parametrize(
    ("declared", "available", "expected"),
    [
        pytest.param(8, 8, [], id="just enough"),
        pytest.param(9, 8, [("hours", "ada")], id="too many"),
        pytest.param(9, None, [], id="unknown"),
    ],
)
def test_r5_compares_the_hours(declared, available, expected):
    assert found("R5", with_person(sound(), "ada", declared_hours=declared, available_hours=available)) == expected


def test_r8_follows_each_matter_to_a_person():
    governance = sound()
    matters = (
        *governance.matters,
        Matter(MatterKind.ITEM, "lost"),
        Matter(MatterKind.OBJECTIVE, "vague", duty="nobody"),
        Matter(MatterKind.OBJECTIVE, "growth"),
    )
    duties = (*governance.duties, Duty("nobody"), Duty("grow", objective="growth"))
    cells = (*governance.assignments, Assignment("grow", "paul", Letter.ACCOUNTABLE))
    broken = replace(governance, matters=matters, duties=duties, assignments=cells)
    assert found("R8", broken) == [("no_accountable", "vague"), ("no_duty", "lost")]


def test_r11_asks_whether_one_may_say_no():
    assert found("R11", replace(sound(), mandates=())) == [("undeclared", "arbitrate_priorities")]
    partial = Mandate("paul", "arbitrate_priorities", teams=frozenset({"sales"}))
    (one,) = findings("R11", replace(sound(), mandates=(partial,)))
    assert (one.variant, one.level, one.subjects[-1].id, one.values) == ("partial", "question", "it", {"teams": 1})


def test_r12_wants_a_champion_for_each_user_team():
    governance = replace(sound(), teams=(*sound().teams, Team("support")))
    assert found("R12", governance) == [("none", "support")]


def test_r12_takes_a_champion_without_scope_for_their_own_team():
    assert found("R12", with_holding(RoleKind.CHAMPION, scope=None)) == []
    assert found("R12", with_person(sound(), "chloe", active=False)) == [("none", "sales")]


def test_a_holding_that_has_not_begun_counts_for_nothing():
    late = Holding(RoleKind.CHAMPION, "chloe", scope="sales", starts_on=TODAY + timedelta(1))
    kept = tuple(one for one in HOLDINGS if one.kind != RoleKind.CHAMPION)
    assert found("R12", replace(sound(), holdings=(*kept, late))) == [("none", "sales")]
