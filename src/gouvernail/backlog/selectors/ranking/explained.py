"""Explain one rank, and one pair, from what was kept with the ranking."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouvernail.backlog.bridge.ranking.pairs import Pair, Turning, pair_of, parts_of
from gouvernail.backlog.bridge.ranking.ranks import Rank
from gouvernail.backlog.choices.ranking import Flag
from gouvernail.backlog.models import Item, Ranking
from gouvernail.backlog.selectors.ranking.runs import ranks_of
from gouvernail.backlog.selectors.ranking.words import FILTERS, flags_of, ratio_of, said_of, signed

if TYPE_CHECKING:
    from django.utils.functional import Promise

KINDS = ("value", "urgency", "complexity")  # the colours of the filters, in the order of the method


@dataclass(frozen=True)
class Line:
    """One filter of an item: its level with its spread, what it adds to the points, its share of the doubt."""

    name: "str | Promise"
    kind: str
    level: float
    low: float
    high: float
    part: str
    doubt: float | None


@dataclass(frozen=True)
class Turn:
    """A weight, in hundredths, beyond which the other item passes in front."""

    name: "str | Promise"
    percent: float
    is_above: bool


@dataclass(frozen=True)
class PairSaid:
    """A pair with its items and its words."""

    pair: Pair
    first: Item
    second: Item
    sentence: str
    ratio: str
    turns: tuple[Turn, ...]
    lines: tuple[tuple["str | Promise", str, float, float, str], ...]

    @property
    def is_apart(self) -> bool:
        """Tell whether the gap can be written with one decimal."""
        return round(self.pair.points, 1) > 0

    @property
    def wins(self) -> float:
        """Share of the draws in which the first is ahead, a tie for a half, in hundredths."""
        return 100 * (self.pair.wins + self.pair.ties / 2)

    @property
    def wins_any(self) -> float:
        """The same, whatever the weights."""
        return 100 * (self.pair.wins_any + self.pair.ties_any / 2)


@dataclass(frozen=True)
class RankSaid:
    """Where an item stands in one run, and why.

    Attributes
    ----------
    above, below
        The pairs that it makes with its neighbours, where it has some.
    """

    rank: Rank
    lines: tuple[Line, ...]
    flags: tuple[Flag, ...]
    above: PairSaid | None
    below: PairSaid | None
    better: Item | None
    above_key: str
    places: int
    is_corrected: bool

    @property
    def top(self) -> float:
        """Chance of being among the first places, in hundredths."""
        return 100 * self.rank.certainty

    @property
    def top_any(self) -> float:
        """The same, whatever the weights."""
        return 100 * self.rank.certainty_any

    @property
    def clarify(self) -> "str | Promise":
        """Name the filter to clarify first; nothing where no score alone makes the doubt."""
        found = self.rank.clarify
        return "" if found is None else FILTERS[found[0]]

    @property
    def clarify_share(self) -> float:
        """The share of the doubt that it makes, in hundredths."""
        found = self.rank.clarify
        return 0 if found is None else 100 * found[1]


def item_explained(run: Ranking, item: Item, *, with_pairs: bool = True) -> RankSaid | None:
    """Explain where an item stands in a run; None where it was not ranked in it.

    Parameters
    ----------
    with_pairs
        Whether it is compared with its neighbours too.
    """
    found = ranks_of(run)
    rank = found.of(item.pk) if found is not None else None
    if found is None or rank is None:
        return None
    place = found.at[item.pk]
    beside = [found.ranks[at].item if 0 <= at < len(found.ranks) else 0 for at in (place - 1, place + 1)]
    items = Item.objects.filter(removed_at=None).in_bulk([*beside, rank.below or 0])
    above, below = (items.get(key) for key in beside)
    parts = parts_of(rank, found.weights)
    return RankSaid(
        rank=rank,
        lines=tuple(
            Line(
                name=FILTERS[at],
                kind=KINDS[at],
                level=rank.levels[at],
                low=rank.lows[at],
                high=rank.highs[at],
                part=signed(parts[at]),
                doubt=100 * rank.doubts[at] if rank.doubts else None,
            )
            for at in (0, 2, 1)
        ),
        flags=tuple(flags_of(rank.flags)),
        above=_beside(run, item, above) if with_pairs else None,
        below=_beside(run, item, below) if with_pairs else None,
        better=items.get(rank.below) if rank.below else None,
        above_key=above.key if above is not None else "",
        places=found.places,
        is_corrected="corrected" in found.severities,
    )


def pair_explained(run: Ranking, x: Item, y: Item) -> PairSaid | None:
    """Explain a pair in a run; None where one of them was not ranked in it."""
    found = ranks_of(run)
    if found is None or x.pk not in found.at or y.pk not in found.at:
        return None
    pair = pair_of(found, x.pk, y.pk)
    first, second = (x, y) if pair.first.item == x.pk else (y, x)
    return PairSaid(
        pair=pair,
        first=first,
        second=second,
        sentence=said_of(pair),
        ratio=ratio_of(pair),
        turns=tuple(_turn(one) for one in pair.turnings),
        lines=tuple(
            (FILTERS[at], KINDS[at], pair.first.levels[at], pair.second.levels[at], signed(pair.parts[at]))
            for at in (0, 2, 1)
        ),
    )


def _beside(run: Ranking, item: Item, other: Item | None) -> PairSaid | None:
    return None if other is None else pair_explained(run, item, other)


def _turn(one: Turning) -> Turn:
    return Turn(FILTERS[one.filter], 100 * one.share, one.is_above)
