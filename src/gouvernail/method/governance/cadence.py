"""Whether the rituals are held, and whether they settle anything (method.md section 7, cadence adherence)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gouvernail.method.governance.model import Action, Meeting
    from gouvernail.method.governance.settings import Settings


@dataclass(frozen=True, slots=True)
class Cadence:
    """The rhythm over a period; a ratio is None when nothing divides it.

    Attributes
    ----------
    planned, on_time
        Meetings that had to be held by the day of the reading, and those held within the tolerance.
    adherence
        `on_time / planned`, 0 to 1.
    held
        Meetings held, early or late.
    decisions_per_meeting
        Over the meetings held.
    oldest_waiting_days
        Age of the oldest arbitration still open.
    actions_due, actions_closed
        Actions due by the day of the reading, and those of them that are closed.
    closure_rate
        `actions_closed / actions_due`, 0 to 1.
    slipping
        Adherence below the threshold, over enough planned meetings to say so.
    """

    planned: int
    on_time: int
    adherence: float | None
    held: int
    decisions_per_meeting: float | None
    oldest_waiting_days: int | None
    actions_due: int
    actions_closed: int
    closure_rate: float | None
    slipping: bool


def cadence(
    meetings: "Iterable[Meeting]",
    *,
    on: "date",
    settings: "Settings",
    actions: "Iterable[Action]" = (),
    waiting_since: "Iterable[date]" = (),
) -> Cadence:
    """Measure one ritual, or several together.

    Parameters
    ----------
    meetings
        A meeting whose tolerance is not over yet counts only once it is held.
    on
        Day of the reading; what is later is not known yet.
    actions
        What the meetings left to do.
    waiting_since
        Day on which each arbitration that is still open was asked for.
    """
    tolerance = timedelta(days=settings.tolerance_days)
    seen = [(one, one.held_on is not None and one.held_on <= on) for one in meetings]
    ripe = [(one, held) for one, held in seen if held or one.planned_on + tolerance < on]
    on_time = sum(held and _is_near(one, tolerance) for one, held in ripe)
    adherence = _ratio(on_time, len(ripe))
    decisions = [one.decisions for one, held in seen if held]
    due = [one for one in actions if one.due_on is None or one.due_on <= on]
    closed = sum(one.closed_on is not None and one.closed_on <= on for one in due)
    waits = [(on - since).days for since in waiting_since if since <= on]
    return Cadence(
        planned=len(ripe),
        on_time=on_time,
        adherence=adherence,
        held=len(decisions),
        decisions_per_meeting=_ratio(sum(decisions), len(decisions)),
        oldest_waiting_days=max(waits, default=None),
        actions_due=len(due),
        actions_closed=closed,
        closure_rate=_ratio(closed, len(due)),
        slipping=adherence is not None and adherence < settings.least_adherence and len(ripe) >= settings.least_planned,
    )


def _is_near(meeting: "Meeting", tolerance: timedelta) -> bool:
    return meeting.held_on is not None and abs(meeting.held_on - meeting.planned_on) <= tolerance


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
