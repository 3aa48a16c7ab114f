"""Where an item stands on a day, as decisions and its own story have it."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.items import ItemState
from gouvernail.decisions.choices.decisions import Verdict

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Place(StrEnum):
    """Where an item stands. The first four are verdicts of decisions; the others need none."""

    NOW = "now"
    NEXT = "next"
    LATER = "later"
    NO = "no"
    UNDECIDED = "undecided"
    BUILT = "built"
    DROPPED = "dropped"
    AWAY = "away"  # not written yet that day, or removed


HORIZONS = (Place.NOW, Place.NEXT, Place.LATER)

PLACES: "dict[Place, str | Promise]" = {
    Place.NOW: Verdict.NOW.label,
    Place.NEXT: Verdict.NEXT.label,
    Place.LATER: Verdict.LATER.label,
    Place.NO: _("Not built"),
    Place.UNDECIDED: _("Not decided"),
    Place.BUILT: ItemState.DONE.label,
    Place.DROPPED: ItemState.DROPPED.label,
    Place.AWAY: _("Not in the backlog"),
}


class By(StrEnum):
    """What the lanes of the roadmap are."""

    OBJECTIVE = "objective"
    TEAM = "team"
    OWNER = "owner"


LANES: "dict[By, str | Promise]" = {By.OBJECTIVE: _("Objective"), By.TEAM: _("Team"), By.OWNER: _("Who carries it")}


class Kind(StrEnum):
    """What became of an item between two days."""

    ENTERED = "entered"
    MOVED = "moved"
    BUILT = "built"
    LEFT = "left"
    REAIMED = "reaimed"


KINDS: "dict[Kind, str | Promise]" = {
    Kind.ENTERED: _("Entered"),
    Kind.MOVED: _("Moved"),
    Kind.BUILT: _("Delivered"),
    Kind.LEFT: _("Left without being built"),
    Kind.REAIMED: _("Serves another objective"),
}
TONES = {Kind.ENTERED: "good", Kind.MOVED: "warn", Kind.BUILT: "good", Kind.LEFT: "bad", Kind.REAIMED: ""}
