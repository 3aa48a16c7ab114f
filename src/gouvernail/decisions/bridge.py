"""Meetings and quorums as `method.governance` reads them, and words as `method.similarity` does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gouvernail.decisions import models
from gouvernail.method.governance import Attendee, Cadence, Meeting, Quorum, RoleKind, cadence, load, quorum
from gouvernail.method.similarity.folding import fold, words
from gouvernail.method.similarity.stemming import stem

__all__ = ["Adherence", "Quorum", "adherence_of", "fold", "meetings_judged", "quorum_of", "stem", "words"]


@dataclass(frozen=True)
class Adherence:
    """How well a ritual keeps to its dates, and from which share on it is said to slip."""

    cadence: Cadence
    least: float


def adherence_of(meetings: Iterable[models.Meeting], *, on: date, zone: ZoneInfo) -> Adherence:
    """Measure the meetings of one ritual: held within two days of the plan / planned (method.md section 7)."""
    settings = load()
    read = [_meeting(one.ritual_id, one.planned_at, one.held_on, zone) for one in meetings]
    return Adherence(cadence(read, on=on, settings=settings), settings.least_adherence)


def meetings_judged(zone: ZoneInfo) -> tuple[Meeting, ...]:
    """Read the meetings of the rituals that run, in the scope's workspace: what `adherence_of` counts on their page.

    Nothing says yet how many decisions a meeting took, what waits for one, nor what it left to do: these figures of the
    cadence stay empty.
    """
    rows = models.Meeting.objects.filter(ritual__is_active=True).order_by()
    return tuple(_meeting(*row, zone) for row in rows.values_list("ritual_id", "planned_at", "held_on"))


def quorum_of(present: Mapping[int, Iterable[str]], *, accountable: frozenset[int], voters: frozenset[int]) -> Quorum:
    """Say whether those who are there make a quorum (method.md section 7, R9).

    Parameters
    ----------
    present
        Keys of the members who are there, each with the kinds of role that they act in that day.
    accountable
        Keys of those who answer for a duty.
    voters
        Keys of those entitled to vote, there or not.
    """
    room = [
        Attendee(
            str(key),
            roles=frozenset(RoleKind(kind) for kind in kinds),
            accountable=key in accountable,
            voter=key in voters,
        )
        for key, kinds in present.items()
    ]
    return quorum(room, load().quorum, voters=len(voters))


def _meeting(ritual: int, planned_at: datetime, held_on: date | None, zone: ZoneInfo) -> Meeting:
    return Meeting(ritual=str(ritual), planned_on=planned_at.astimezone(zone).date(), held_on=held_on)
