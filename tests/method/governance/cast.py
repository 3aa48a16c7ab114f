"""A small, sound governance to break in one place at a time."""

from dataclasses import replace
from datetime import date
from typing import Any

from gouvernail.method.governance import (
    Finding,
    Governance,
    Holding,
    Mandate,
    Matter,
    MatterKind,
    Person,
    RoleKind,
    Team,
    check_rule,
    crm_template,
    load,
    propose,
)

TODAY = date(2026, 3, 31)
OBJECTS = ("accounts", "contacts")
NAMES = ("sophie", "paul", "priya", "ada", "chloe", "bruno", "nour", "lea")

HOLDINGS = (
    Holding(RoleKind.SPONSOR, "sophie", deputy="lea"),
    Holding(RoleKind.PRODUCT_OWNER, "paul", deputy="priya"),
    Holding(RoleKind.PROXY_PO, "priya"),
    Holding(RoleKind.DATA_OWNER, "ada", scope="accounts", deputy="nour"),
    Holding(RoleKind.DATA_OWNER, "nour", scope="contacts", deputy="ada"),
    Holding(RoleKind.CHAMPION, "chloe", scope="sales"),
    Holding(RoleKind.BUILDER, "bruno"),
)


def sound() -> Governance:
    """The template, with one person for each role: nothing to say."""
    duties, assignments = propose(crm_template(), holdings=HOLDINGS, data_objects=OBJECTS)
    return Governance(
        on=TODAY,
        people=tuple(Person(name, last_active_on=TODAY, team="sales") for name in NAMES),
        teams=(Team("sales"), Team("it", is_user_team=False)),
        holdings=HOLDINGS,
        duties=duties,
        assignments=assignments,
        matters=(
            *(Matter(MatterKind.DATA_OBJECT, name) for name in OBJECTS),
            Matter(MatterKind.ITEM, "item-1", duty="arbitrate_priorities"),
            Matter(MatterKind.OBJECTIVE, "retention", duty="measure_benefits"),
        ),
        mandates=(Mandate("paul", "arbitrate_priorities"),),
    )


def with_person(governance: Governance, name: str, **changed: Any) -> Governance:
    people = (replace(one, **changed) if one.id == name else one for one in governance.people)
    return replace(governance, people=tuple(people))


def found(rule: str, governance: Governance) -> list[tuple[str, str]]:
    """Give the variant and the first subject of each finding of one rule."""
    return [(one.variant, one.subjects[0].id) for one in findings(rule, governance)]


def findings(rule: str, governance: Governance) -> tuple[Finding, ...]:
    return check_rule(rule, governance, settings=load())
