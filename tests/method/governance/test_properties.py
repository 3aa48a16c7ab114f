"""What holds whatever the matrix."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.governance import (
    RULES,
    Assignment,
    Duty,
    Governance,
    Holding,
    Letter,
    Mandate,
    Person,
    RoleKind,
    lint,
    load,
)
from tests.method.governance.cast import TODAY

PEOPLE = tuple(f"p{number}" for number in range(6))
DUTIES = tuple(f"d{number}" for number in range(5))
KINDS = tuple(RoleKind)


@st.composite
def governances(draw: st.DrawFn) -> Governance:
    cell = st.builds(Assignment, st.sampled_from(DUTIES), st.sampled_from(PEOPLE), st.sampled_from(tuple(Letter)))
    role = st.none() | st.sampled_from(KINDS)
    deputy = st.none() | st.sampled_from(PEOPLE[3:])
    holding = st.builds(Holding, st.sampled_from(KINDS), st.sampled_from(PEOPLE[:3]), deputy=deputy)
    return Governance(
        on=TODAY,
        people=tuple(Person(name, active=draw(st.booleans())) for name in PEOPLE),
        duties=tuple(Duty(name, role=draw(role), arbitrates=draw(st.booleans())) for name in DUTIES),
        assignments=tuple(draw(st.lists(cell, unique=True, max_size=40))),
        holdings=tuple(draw(st.lists(holding, max_size=6))),
    )


def keys(governance: Governance, rule: str = "") -> set[str]:
    return {one.key for one in lint(governance, settings=load()) if one.rule.startswith(rule)}


@given(governances(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_read_changes_nothing(governance, random):
    def shuffled(rows):
        return tuple(random.sample(rows, len(rows)))

    parts = ("people", "duties", "assignments", "holdings")
    other = replace(governance, **{part: shuffled(getattr(governance, part)) for part in parts})
    assert lint(other, settings=load()) == lint(governance, settings=load())


@given(governances(), st.sampled_from(DUTIES), st.sampled_from(PEOPLE))
def test_one_more_r_never_leaves_a_duty_without_r(governance, duty, person):
    cell = Assignment(duty, person, Letter.RESPONSIBLE)
    more = replace(governance, assignments=tuple({*governance.assignments, cell}))
    without = {one.subjects[0] for one in lint(governance, settings=load()) if one.rule in ("R2", "R6")}
    assert {one.subjects[0] for one in lint(more, settings=load()) if one.rule == "R2"} <= without


@given(governances())
def test_no_finding_is_told_twice(governance):
    found = [one.key for one in lint(governance, settings=load())]
    assert len(found) == len(set(found))


def mended(governance: Governance, finding) -> Governance | None:
    """Do what the fix of a finding on the matrix says; None when it is about something else."""
    first = finding.subjects[0].id
    cells = governance.assignments
    fresh = Person("newcomer")
    hired = replace(governance, people=(*governance.people, fresh))
    match finding.fix:
        case "name_accountable":
            return replace(hired, assignments=(*cells, Assignment(first, fresh.id, Letter.ACCOUNTABLE)))
        case "name_responsible" | "name_people":
            return replace(hired, assignments=(*cells, Assignment(first, fresh.id, Letter.RESPONSIBLE)))
        case "keep_one_accountable":
            others = {one.id for one in finding.subjects[2:]}
            kept = (one for one in cells if not (one.duty == first and one.letter == "A" and one.person in others))
            return replace(governance, assignments=tuple(kept))
        case "add_responsible":
            duties = [one.id for one in finding.subjects[1:]]
            added = tuple(Assignment(duty, fresh.id, Letter.RESPONSIBLE) for duty in duties)
            return replace(hired, assignments=(*cells, *added))
        case "consult_fewer" | "involve_fewer":
            kept = (one for one in cells if one.duty != first or one.letter in ("A", "R"))
            return replace(governance, assignments=tuple(kept))
    return mended_people(governance, finding)


def mended_people(governance: Governance, finding) -> Governance | None:
    first = finding.subjects[0].id
    cells = governance.assignments
    fresh = Person("newcomer")
    hired = replace(governance, people=(*governance.people, fresh))
    match finding.fix:
        case "name_deputy":
            named = (replace(one, deputy=fresh.id) if one.person == first else one for one in governance.holdings)
            roles = {duty.role or RoleKind.BUILDER for duty in governance.duties}
            return replace(hired, holdings=(*named, *(Holding(role, first, deputy=fresh.id) for role in roles)))
        case "give_duty":
            return replace(governance, assignments=(*cells, Assignment(DUTIES[0], first, Letter.INFORMED)))
        case "declare_mandate":
            return replace(governance, mandates=(Mandate(finding.subjects[1].id, first),))
        case "name_holder":
            return replace(hired, holdings=(*governance.holdings, Holding(RoleKind(first), fresh.id)))
    return None


@given(governances())
def test_what_a_fix_mends_is_no_longer_found(governance):
    for finding in lint(governance, settings=load()):
        better = mended(governance, finding)
        assert better is None or finding.key not in keys(better, finding.rule)


def test_every_rule_is_registered_with_its_own_code():
    assert set(RULES) == {*(f"R{number}" for number in range(1, 14)), "cadence"}
    assert len({rule.code for rule in RULES.values()}) == len(RULES)
