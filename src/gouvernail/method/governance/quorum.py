"""Whether enough of the right people are in the room (method.md section 7, R9)."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouvernail.method.governance.model import Letter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gouvernail.method.governance.index import Index
    from gouvernail.method.governance.model import QuorumRule, RoleKind, Seat


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody in the room, with the roles that they hold or stand in for, and what they may do."""

    person: str
    roles: "frozenset[RoleKind]" = frozenset()
    accountable: bool = False
    voter: bool = False


@dataclass(frozen=True, slots=True)
class Quorum:
    """What is there and what is missing.

    Attributes
    ----------
    reached
        Whether a decision taken now holds.
    missing
        Seats that nobody present can take, in the order of the rule.
    voters_present, voters_needed
        Numbers of people.
    """

    reached: bool
    missing: "tuple[Seat, ...]"
    voters_present: int
    voters_needed: int


def quorum(present: "Iterable[Attendee]", rule: "QuorumRule", *, voters: int) -> Quorum:
    """Say whether the quorum is reached, and what is missing.

    Nobody takes two seats; who sits where is settled so that as many seats as possible are taken (augmenting paths).

    Parameters
    ----------
    present
        The same person given twice counts once.
    voters
        Number of people entitled to vote, present or not.
    """
    room = {one.person: one for one in sorted(present, key=lambda one: one.person)}
    needed = math.ceil(round(rule.voter_share * voters, 9))
    there = sum(one.voter for one in room.values())
    missing = _empty_seats(tuple(room.values()), rule.seats)
    return Quorum(reached=not missing and there >= needed, missing=missing, voters_present=there, voters_needed=needed)


def attendees(index: "Index", present: "Iterable[str]", voters: "Iterable[str]", *, on: "date") -> list[Attendee]:
    """Describe the people in the room as a governance knows them on a day.

    Parameters
    ----------
    present, voters
        Ids of people.
    """
    entitled = frozenset(voters)
    return [
        Attendee(
            person,
            roles=index.roles_of(person, on),
            accountable=bool(index.duties_of(person, Letter.ACCOUNTABLE)),
            voter=person in entitled,
        )
        for person in sorted(set(present))
    ]


def _empty_seats(room: tuple[Attendee, ...], seats: "tuple[Seat, ...]") -> "tuple[Seat, ...]":
    fits = [[place for place, one in enumerate(room) if _fits(one, seat)] for seat in seats]
    taken: dict[int, int] = {}
    return tuple(seat for number, seat in enumerate(seats) if not _sit(number, fits, taken, set()))


def _fits(one: Attendee, seat: "Seat") -> bool:
    return bool(one.roles & seat.roles) and (one.accountable or not seat.accountable)


def _sit(seat: int, fits: list[list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Seat somebody, making others move to another seat if need be (Kuhn)."""
    for person in fits[seat]:
        if person in tried:
            continue
        tried.add(person)
        if person not in taken or _sit(taken[person], fits, taken, tried):
            taken[person] = seat
            return True
    return False
