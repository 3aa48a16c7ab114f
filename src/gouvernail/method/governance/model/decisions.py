"""What was decided, by whom, and who has to be in the room for it to hold."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from gouvernail.method.governance.model.people import RoleKind


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that one person present must take, who takes no other.

    Attributes
    ----------
    id
        Stable name, to word what is missing.
    roles
        Any of these roles fits, held or stood in for.
    accountable
        Whether the person must also hold A on a duty.
    """

    id: str
    roles: "frozenset[RoleKind]"
    accountable: bool = False


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """Seats to fill, and the least share (0 to 1) of the voters to be present."""

    seats: tuple[Seat, ...]
    voter_share: float


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on an item.

    Attributes
    ----------
    present, voters
        Ids of the people in the room, and of those entitled to vote, present or not.
    requesters, raters, deciders
        Ids of the people who asked for the item, scored it, and decided.
    rule
        The quorum of this decision; None = the workspace's (settings).
    """

    id: str
    decided_on: "date"
    item: str | None = None
    present: frozenset[str] = frozenset()
    voters: frozenset[str] = frozenset()
    requesters: frozenset[str] = frozenset()
    raters: frozenset[str] = frozenset()
    deciders: frozenset[str] = frozenset()
    rule: QuorumRule | None = None
