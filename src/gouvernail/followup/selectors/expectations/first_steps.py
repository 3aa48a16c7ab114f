"""The first month of a workspace: the steps that each room says a new one needs."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.first_steps import Step, steps_for

YOUNG = timedelta(days=30)
BETWEEN = timedelta(days=2)  # [choice] one step every other day: a programme is not set up in an afternoon


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List the first steps that are still to be made, for who looks after a young workspace and may make them."""
    born = facts.workspace.created_at
    if born < facts.now - YOUNG or not facts.is_at_the_helm(member):
        return []
    return [
        _expectation(seen.step, place, facts)
        for place, seen in enumerate(steps_for(member), start=1)
        if seen.is_open and not seen.is_done
    ]


def _expectation(step: Step, place: int, facts: Facts) -> Expectation:
    born_on = facts.day_of(facts.workspace.created_at)
    return Expectation(
        kind=Kind.FIRST_STEP,
        key=f"first_step:{step.name}",
        title=str(step.title),
        reason=str(step.text),
        why=_("This workspace is new, and you look after it."),
        act=str(step.action),
        url=reverse(step.url_name, args=[facts.workspace.slug]),
        since=born_on,
        due_on=born_on + place * BETWEEN,
    )
