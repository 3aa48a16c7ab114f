"""What is expected of somebody, gathered from every room: one file a room, one function `(member, facts)` each.

To add a room: write its file, and name its function in `SOURCES`.
"""

from collections.abc import Callable

from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.expectations import (
    decisions,
    diagnosis,
    duties,
    evidence,
    first_steps,
    jobs,
    opinions,
    requests,
    reviews,
    strategy,
    workspaces,
)
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.models import Member

Source = Callable[[Member, Facts], list[Expectation]]

SOURCES: tuple[Source, ...] = (
    decisions.expected,
    reviews.expected,
    duties.expected,
    workspaces.expected,
    diagnosis.expected,
    jobs.expected,
    strategy.expected,
    requests.expected,
    evidence.expected,
    opinions.expected,
    first_steps.expected,
)


def expected_of(member: Member, facts: Facts) -> list[Expectation]:
    """List what is expected of a member, in the active language."""
    return [one for source in SOURCES for one in source(member, facts)]
