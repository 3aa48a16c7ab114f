"""The cards of a roadmap in lanes: by objective, team, or who carries them."""

from collections.abc import Iterable
from dataclasses import dataclass

from gouvernail.roadmap.choices.places import HORIZONS, By, Place
from gouvernail.roadmap.selectors.board import Card, Roadmap
from gouvernail.strategy.models import Objective

CELL = 40  # [choice] cards of a cell before it asks to be opened: a page of thousands helps nobody


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands in one lane and one horizon.

    Parameters
    ----------
    hidden
        How many more there are.
    """

    place: Place
    cards: tuple[Card, ...]
    hidden: int


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One line of the roadmap; without label, what belongs to none of the others.

    Parameters
    ----------
    key
        The objective, where the lane is one.
    """

    label: str
    key: int | None
    cells: tuple[Cell, ...]


Named = tuple[str, int | None]


def lanes_of(roadmap: Roadmap, by: By, *, is_whole: bool = False) -> list[Lane]:
    """Put cards in lanes: objectives in the order of the compass, others by name, what has none last.

    An item of two teams stands in the lane of each.
    """
    held: dict[Named, list[Card]] = {}
    for card in roadmap.cards:
        for name in _lanes(card, by):
            held.setdefault(name, []).append(card)
    places = {}
    if by is By.OBJECTIVE:
        places = {key: place for place, key in enumerate(Objective.objects.values_list("pk", flat=True))}
    names = sorted(held, key=lambda name: (not name[0], places.get(name[1] or 0, len(places)), name[0].casefold()))
    return [Lane(label=name[0], key=name[1], cells=_cells(held[name], is_whole)) for name in names]


def _lanes(card: Card, by: By) -> Iterable[Named]:
    match by:
        case By.OBJECTIVE:
            return [(card.item.objective_label, card.item.objective)]
        case By.TEAM:
            return [(team, None) for team in card.item.teams] or [("", None)]
        case By.OWNER:
            return [(str(card.owner) if card.owner else "", card.item.owner if card.owner else None)]


def _cells(cards: list[Card], is_whole: bool) -> tuple[Cell, ...]:  # noqa: FBT001  # private, said once
    found = []
    for place in HORIZONS:
        here = [card for card in cards if card.place is place]
        shown = here if is_whole else here[:CELL]
        found.append(Cell(place=place, cards=tuple(shown), hidden=len(here) - len(shown)))
    return tuple(found)
