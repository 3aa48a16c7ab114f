"""A governance that contradicts itself is refused in plain words."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gouvernail.method.governance import (
    Assignment,
    Duty,
    Holding,
    InvalidGovernance,
    Letter,
    Meeting,
    Person,
    RoleKind,
    lint,
    load,
    validate,
)
from tests.method.governance.cast import TODAY, sound

INSTANT = datetime(2026, 1, 1)


def added(part, one):
    return replace(sound(), **{part: (*getattr(sound(), part), one)})


@pytest.mark.parametrize(
    ("part", "one", "code", "where"),
    [
        pytest.param("people", Person(" "), "empty_id", "people", id="empty id"),
        pytest.param("people", Person("paul"), "repeated", "people", id="same person twice"),
        pytest.param("people", Person("zoe", team="moon"), "unknown_id", "people.team", id="team"),
        pytest.param("people", Person("zoe", declared_hours=-1), "not_a_number", "people.declared_hours", id="hours"),
        pytest.param("people", Person("zoe", joined_on=INSTANT), "not_a_day", "people.joined_on", id="day"),
        pytest.param("duties", Duty("x", data_object="moon"), "unknown_id", "duties.data_object", id="data object"),
        pytest.param(
            "assignments",
            Assignment("hold_compass", "zoe", Letter.RESPONSIBLE),
            "unknown_id",
            "assignments.person",
            id="person",
        ),
        pytest.param("holdings", Holding(RoleKind.DATA_OWNER, "ada", "it"), "unknown_id", "holdings.scope", id="scope"),
        pytest.param(
            "holdings", Holding(RoleKind.BUILDER, "ada", deputy="ada"), "own_deputy", "holdings.deputy", id="deputy"
        ),
        pytest.param(
            "holdings",
            Holding(RoleKind.BUILDER, "ada", starts_on=TODAY, ends_on=TODAY - timedelta(1)),
            "ends_before_start",
            "holdings.ends_on",
            id="term",
        ),
        pytest.param("meetings", Meeting("demo", TODAY, None, -1), "not_a_number", "meetings.decisions", id="count"),
    ],
)
def test_it_says_what_is_wrong_and_where(part, one, code, where):
    governance = added(part, one)
    (fault,) = validate(governance)
    assert (fault.code, fault.part, fault.sentence.startswith(where)) == (code, where, True)
    with pytest.raises(InvalidGovernance, match=where):
        lint(governance, settings=load())


def test_it_says_everything_at_once():
    governance = replace(sound(), people=())
    assert len({fault.part for fault in validate(governance)}) > 2
