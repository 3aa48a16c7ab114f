"""Where every item stands on a day: its own story first (built, dropped), then the register."""

from dataclasses import dataclass

from gouvernail.backlog.choices.items import ItemState
from gouvernail.roadmap.choices.places import HORIZONS, Place
from gouvernail.roadmap.selectors.moments import Moment
from gouvernail.roadmap.selectors.past import Then, items_then
from gouvernail.roadmap.selectors.verdicts import Said, said_until

_ENDED = {ItemState.DONE: Place.BUILT, ItemState.DROPPED: Place.DROPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One item, where it stands, and the last word of the register on it."""

    item: Then
    place: Place
    said: Said | None

    @property
    def is_shown(self) -> bool:
        """Tell whether the roadmap shows it."""
        return self.place in HORIZONS


def placed_on(moment: Moment) -> dict[int, Placed]:
    """Place every item that was there on a day, by its key."""
    said = said_until(moment.until)
    return {key: _placed(item, said.get(key)) for key, item in items_then(moment).items()}


def _placed(item: Then, said: Said | None) -> Placed:
    place = _ENDED.get(ItemState(item.state)) if item.state in ItemState.values else None
    return Placed(item=item, place=place or (said.place if said else Place.UNDECIDED), said=said)
