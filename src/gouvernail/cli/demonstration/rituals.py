"""Meetings are held, skipped with a reason, or forgotten, as habits and chance have it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from django.utils import timezone

from gouvernail.decisions.choices.words import MeetingState, Presence, RitualKind
from gouvernail.decisions.models import Meeting
from gouvernail.decisions.selectors.rituals import expected_at
from gouvernail.decisions.services.meetings import meeting_hold, meeting_skip
from gouvernail.decisions.services.planning import rituals_plan_ahead
from gouvernail.decisions.services.rituals import ritual_edit, rituals_propose
from gouvernail.workspaces.models import Member

_REASONS: Final = (
    "Comité vidé par la clôture du trimestre",
    "Sponsor retenu en codir",
    "Trop peu de participants",
    "Semaine de congés",
    "Rien de prêt",
)


@dataclass(frozen=True)
class Habit:
    """How a ritual is kept; each figure is a choice of the simulation."""

    held: float  # share held within a day of its date
    late: float  # share held four days late
    noted: float  # share of the others of which somebody says that they were skipped


_HABITS: Final = {
    RitualKind.ARBITRATION: Habit(held=0.62, late=0.12, noted=0.7),
    RitualKind.DEMO: Habit(held=0.85, late=0.06, noted=0.9),
    RitualKind.DATA_REVIEW: Habit(held=0.55, late=0.2, noted=0.5),
    RitualKind.COMPASS_REVIEW: Habit(held=0.6, late=0.2, noted=1.0),
}


def plan(owner: Member, leaders: dict[str, Member]) -> None:
    """Plan the usual four, each led by somebody else."""
    for ritual in rituals_propose(actor=owner):
        leader = leaders.get(ritual.kind)
        if leader is not None:
            ritual_edit(actor=owner, ritual=ritual, owner=leader)


def live(week_start: datetime, owner: Member, rng: np.random.Generator) -> None:
    """Play one week of rituals; the clock stands at the end of the week."""
    rituals_plan_ahead()
    end = week_start + timedelta(days=7)
    week = Meeting.objects.select_related("ritual__workspace").filter(
        state=MeetingState.PLANNED, starts_at__gte=week_start, starts_at__lt=end
    )
    for meeting in week.order_by("starts_at", "pk"):
        _play(meeting, owner, rng)


def _play(meeting: Meeting, owner: Member, rng: np.random.Generator) -> None:
    habit, chance = _HABITS[RitualKind(meeting.ritual.kind)], rng.random()
    actor = meeting.ritual.owner or owner
    day = timezone.localdate(meeting.starts_at)
    today = timezone.localdate()
    if chance < habit.held + habit.late:
        held_on = day + timedelta(days=int(rng.integers(0, 2)) if chance < habit.held else 4)
        presences = {member: _presence(rng) for member in expected_at(meeting.ritual)}
        meeting_hold(actor=actor, meeting=meeting, held_on=min(held_on, today), presences=presences)
    elif rng.random() < habit.noted:
        meeting_skip(actor=actor, meeting=meeting, reason=str(rng.choice(_REASONS)))


def _presence(rng: np.random.Generator) -> Presence:
    return (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT)[int(rng.choice(3, p=(0.74, 0.17, 0.09)))]
