"""What the register says of every item on a day: its decisions, replayed in their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gouvernail.decisions.choices.decisions import Verdict
from gouvernail.decisions.models import Decision
from gouvernail.roadmap.choices.places import Place
from gouvernail.roadmap.selectors.moments import SUBJECT

Row = tuple[int, str, str, int | None]
"""Key of a decision, of its subject, its verdict, the decision that it goes back on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The last word on an item.

    Parameters
    ----------
    came_from
        Where the item stood just before it.
    """

    place: Place
    decision: int | None
    came_from: Place


_NOTHING = Said(place=Place.UNDECIDED, decision=None, came_from=Place.UNDECIDED)


def said_until(until: datetime) -> dict[int, Said]:
    """Give the last word on each item before an instant: one query."""
    rows = Decision.objects.filter(subject_type=SUBJECT, at__lt=until).order_by("number")
    return replayed(rows.values_list("pk", "subject_id", "verdict", "reverses_id"))


def replayed(rows: Iterable[Row]) -> dict[int, Said]:
    """Replay decisions, the first one first.

    A verdict stands until the next one, which may go back on it. What is adjourned leaves things as they are, unless
    it goes back on the very decision that stands: then nothing is decided any more.
    """
    said: dict[int, Said] = {}
    for key, subject, verdict, reverses in rows:
        if not subject.isdecimal() or verdict not in Verdict.values:  # a word that was forged in the database
            continue
        before = said.get(int(subject), _NOTHING)
        if verdict != Verdict.ADJOURN:
            place = Place(verdict)
        elif reverses is not None and reverses == before.decision:
            place = Place.UNDECIDED
        else:
            continue
        said[int(subject)] = Said(place=place, decision=key, came_from=before.place)
    return said
