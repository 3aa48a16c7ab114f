"""R1, R2, R6, R7 and R13: the matrix of letters."""

from dataclasses import replace

import pytest

from gouvernail.method.governance import Assignment, Duty, Governance, Letter, Person, error_count, lint, load
from tests.method.governance.cast import TODAY, findings, found, sound, with_person

R, A, C, I = Letter.RESPONSIBLE, Letter.ACCOUNTABLE, Letter.CONSULTED, Letter.INFORMED  # noqa: E741


def matrix(*cells, people=("ann", "bob", "cid", "dan", "eve", "fay", "gus", "hal", "ida", "joe"), duties=("d1",)):
    return Governance(
        on=TODAY,
        people=tuple(Person(one) for one in people),
        duties=tuple(Duty(one) for one in duties),
        assignments=tuple(Assignment(*cell) for cell in cells),
    )


def test_a_sound_governance_has_nothing_to_hear():
    assert lint(sound(), settings=load()) == ()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param([], [("none", "d1")], id="nobody"),
        pytest.param([("d1", "ann", A)], [], id="one"),
        pytest.param([("d1", "ann", A), ("d1", "bob", A)], [("several", "d1")], id="two"),
        pytest.param([("d1", "ann", R), ("d1", "bob", C)], [("none", "d1")], id="other letters"),
    ],
)
def test_r1_wants_exactly_one_accountable(cells, expected):
    assert found("R1", matrix(*cells)) == expected


def test_r1_and_r2_do_not_count_who_left():
    governance = with_person(matrix(("d1", "ann", A), ("d1", "ann", R), ("d1", "bob", C)), "ann", active=False)
    assert found("R1", governance) == [("left", "d1")]
    assert found("R2", governance) == [("left", "d1")]
    assert findings("R1", governance)[0].subjects[1].id == "ann"


def test_r1_gives_the_people_to_choose_among():
    (one,) = findings("R1", matrix(("d1", "bob", A), ("d1", "ann", A)))
    assert ([subject.id for subject in one.subjects], one.values, one.fix) == (
        ["d1", "ann", "bob"],
        {"accountable": 2},
        "keep_one_accountable",
    )


def test_r2_wants_an_r_of_its_own_that_the_accountable_may_hold():
    assert found("R2", matrix(("d1", "ann", A))) == [("none", "d1")]
    assert found("R2", matrix(("d1", "ann", A), ("d1", "ann", R))) == []


def test_a_duty_without_anybody_is_told_once():
    governance = replace(sound(), duties=(*sound().duties, Duty("empty")))
    assert [(one.rule, one.fix) for one in lint(governance, settings=load())] == [("R6", "name_people")]
    assert found("R1", governance) == [("none", "empty")]


def test_r6_finds_who_has_a_role_and_no_duty():
    governance = sound()
    idle = tuple(cell for cell in governance.assignments if cell.person != "bruno")
    (one,) = findings("R6", replace(governance, assignments=idle))
    assert (one.variant, one.level, one.subjects[0].id, one.fix) == ("person", "info", "bruno", "give_duty")


@pytest.mark.parametrize(("consulted", "expected"), [(3, []), (4, [("consulted", "d1")])], ids=["three", "four"])
def test_r7_wants_at_most_three_consulted(consulted, expected):
    cells = [("d1", person, C) for person in ("ann", "bob", "cid", "dan")[:consulted]]
    assert found("R7", matrix(*cells)) == expected


@pytest.mark.parametrize(("told", "expected"), [(5, []), (6, [("share", "d1")])], ids=["half", "more than half"])
def test_r7_wants_at_most_half_of_the_people(told, expected):
    cells = [("d1", person, I) for person in ("ann", "bob", "cid", "dan", "eve", "fay")[:told]]
    assert found("R7", matrix(*cells, ("d1", "ann", C))) == expected


@pytest.mark.parametrize(("alone", "expected"), [(2, []), (3, [("alone", "ann")])], ids=["two", "three"])
def test_r13_counts_the_duties_that_a_departure_would_leave(alone, expected):
    duties = ("d1", "d2", "d3", "d4")
    cells = [(duty, "ann", R) for duty in duties] + [(duty, "bob", R) for duty in duties[alone:]]
    assert found("R13", matrix(*cells, duties=duties)) == expected


def test_only_errors_count_for_the_diagnosis():
    several = matrix(("d1", "ann", A), ("d1", "bob", A), ("d1", "ann", R), *(("d1", one, C) for one in ("cid", "dan")))
    found_all = lint(several, settings=load())
    assert error_count(found_all) == sum(one.level == "error" for one in found_all) == 3  # R1, two vacant roles
