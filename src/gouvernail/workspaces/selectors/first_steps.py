"""What a new workspace needs before it steers anything. Each room registers its own steps when it is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Duty, Invitation, Member
from gouvernail.workspaces.selectors.rights import may

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do.

    Parameters
    ----------
    url_name
        Where it is done; resolved with the slug of the workspace.
    right
        Who may do it: the others see that it waits.
    is_done
        Looks in the scope of the workspace; one cheap query.
    """

    name: str
    title: "str | Promise"
    text: "str | Promise"
    action: "str | Promise"
    icon: str
    url_name: str
    order: int
    right: Right
    is_done: Callable[[], bool]


@dataclass(frozen=True)
class StepSeen:
    """A step as one member sees it."""

    step: Step
    is_done: bool
    is_open: bool


_STEPS: dict[str, Step] = {}


def register(*steps: Step) -> None:
    """Add first steps; a room calls this in its `ready()`."""
    for step in steps:
        _STEPS[step.name] = step


def steps_for(member: Member) -> list[StepSeen]:
    """List the steps in order, done or to do: one query a step."""
    ordered = sorted(_STEPS.values(), key=lambda step: step.order)
    return [StepSeen(step, step.is_done(), may(member, step.right)) for step in ordered]


def has_company() -> bool:
    """Tell whether somebody else is here, or was invited."""
    return Member.objects.count() > 1 or Invitation.objects.exists()


def has_duties() -> bool:
    """Tell whether the workspace has active duties."""
    return Duty.objects.filter(is_active=True).exists()
