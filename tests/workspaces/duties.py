"""Duties of the cast, written through the services."""

from gouvernail.workspaces.models import Duty, Member
from gouvernail.workspaces.services.duties import duty_add


def add(cast, label: str = "Arbitrate priorities", **letters: str) -> Duty:
    """Add a duty: `add(cast, "Hold the compass", sacha="A", camille="R")`. Call in the workspace's scope."""
    return duty_add(actor=cast.camille, label=label, letters=held(cast, **letters))


def held(cast, **letters: str) -> dict[int, frozenset[str]]:
    """Give letters by key of a member: `held(cast, noa="AR")`."""
    return {getattr(cast, name).pk: frozenset(given) for name, given in letters.items()}


def newcomer(cast, name: str) -> Member:
    from tests.cast import member

    return member(cast.workspace, name)
