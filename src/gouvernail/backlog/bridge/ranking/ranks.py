"""Rank the items, and keep what explains each rank."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gouvernail.backlog.bridge.ranking.inputs import QUANTILES, Inputs, rest_of, spread, squeezed
from gouvernail.backlog.bridge.ranking.scores import HIGH, LOW, scores_of, table_of
from gouvernail.backlog.bridge.thresholds import figure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gouvernail.backlog.bridge.ranking.scores import Table
    from gouvernail.method.robustness import Ranking

Levels = tuple[float, float, float]
_EXAMINED: Final = 200  # doubtful items of which the doubt is taken apart, the most doubtful first [choice]
_DIGITS: Final = 4
_A_LEVEL: Final = 51
_HEADS: Final = ("item", "rank", "low", "high")


@dataclass(frozen=True, kw_only=True)
class Rank:
    """Where one item stands; levels are those of value, urgency and complexity.

    Attributes
    ----------
    certainty, certainty_any
        Chance of being among the first places, with the agreed weights and whatever the weights.
    doubts
        Of an item to arbitrate: which part of its doubt each filter makes.
    below
        The key of an item that is better on all three filters and stands below, if there is one.
    """

    item: int
    number: int
    rank: int
    low: int
    high: int
    certainty: float
    certainty_any: float
    zone: str
    points: float
    levels: Levels
    lows: Levels
    highs: Levels
    claimed: float | None
    opinions: int
    flags: tuple[str, ...] = ()
    doubts: Levels | None = None
    below: int | None = None

    @property
    def clarify(self) -> tuple[int, float] | None:
        """The filter that makes most of the doubt, and its share."""
        if self.doubts is None or max(self.doubts) < figure("robustness.least_doubt"):
            return None
        share = max(self.doubts)
        return self.doubts.index(share), share


class Place(NamedTuple):
    """Where an item stood in one run: its rank, and between which ranks nine times in ten."""

    rank: int
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """All the ranks of one run, the first one first.

    Attributes
    ----------
    weights, places, samples, seed
        As in the inputs: what it takes to explain a pair.
    severities
        Whether the votes on value and on complexity were corrected, and if not why.
    codes
        The levels in doubt, in the order of the ranks.
    """

    ranks: tuple[Rank, ...]
    weights: Levels
    places: int
    samples: int
    seed: int
    severities: tuple[str, str] = ("too_few", "too_few")
    codes: bytes = b""
    at: Mapping[int, int] = field(default_factory=dict, compare=False)

    def of(self, item: int) -> Rank | None:
        """Find the rank of an item."""
        place = self.at.get(item)
        return None if place is None else self.ranks[place]

    def codes_of(self, *items: int) -> "NDArray[np.uint8]":
        """Give the levels in doubt of items of this run, shape (items, 3, 16)."""
        import numpy as np

        table = np.frombuffer(self.codes, np.uint8).reshape(-1, 3, QUANTILES)
        return table[[self.at[item] for item in items]]


def ranked(inputs: Inputs, *, progress: Callable[[int, int], None] | None = None) -> Ranked:
    """Rank items: the same inputs always give the same ranks, in whatever order they come.

    Parameters
    ----------
    progress
        Told how many samples are done, of how many.
    """
    import numpy as np

    from gouvernail.method.robustness import rank_twice

    if not inputs.items:
        return _indexed((), inputs)
    table = table_of(inputs)
    keys = [one.key for one in inputs.items]
    found = rank_twice(
        scores_of(table.codes, keys),
        np.array(inputs.weights),
        k=inputs.places,
        seed=inputs.seed,
        samples=inputs.samples,
        progress=progress,
    )
    rows = _rows(inputs, table, found)
    ordered = tuple(rows[at] for at in found.agreed.order.tolist())
    return _indexed(ordered, inputs, table.severities, table.codes[found.agreed.order].tobytes())


def kept(found: Ranked) -> bytes:
    """Write ranks as they are kept: a list a column, a tenth of the size of a row each.

    What the history of an item reads comes first and apart: the rest need not be read for it.
    """
    heads = {name: [getattr(one, name) for one in found.ranks] for name in _HEADS}
    columns = {name: [_plain(getattr(one, name)) for one in found.ranks] for name in Rank.__dataclass_fields__}
    settings = {name: getattr(found, name) for name in ("weights", "places", "samples", "seed", "severities")}
    return squeezed(heads) + squeezed({"ranks": columns, **settings, "codes": b64encode(found.codes).decode()})


def place_of(item: int, content: bytes) -> Place | None:
    """Read where one item stood in ranks that were kept, if it was ranked: a tenth of the time of reading them all."""
    heads = spread(content)
    if heads is None or item not in heads["item"]:
        return None
    at = heads["item"].index(item)
    return Place(heads["rank"][at], heads["low"][at], heads["high"][at])


def read_again(content: bytes) -> Ranked | None:
    """Read ranks that were kept; None where there are none."""
    plain = spread(rest_of(content))
    if plain is None:
        return None
    names = list(Rank.__dataclass_fields__)
    columns = plain.pop("ranks")
    rows = zip(*(columns[name] for name in names), strict=True)
    ranks = tuple(Rank(**{name: _tuple(value) for name, value in zip(names, row, strict=True)}) for row in rows)
    codes = b64decode(plain.pop("codes"))
    settings = {name: _tuple(value) for name, value in plain.items()}
    return Ranked(ranks=ranks, codes=codes, at=_places_of(ranks), **settings)


def _indexed(
    ranks: tuple[Rank, ...],
    inputs: Inputs,
    severities: tuple[str, str] = ("too_few", "too_few"),
    codes: bytes = b"",
) -> Ranked:
    return Ranked(
        ranks=ranks,
        weights=inputs.weights,
        places=inputs.places,
        samples=inputs.samples,
        seed=inputs.seed,
        severities=severities,
        codes=codes,
        at=_places_of(ranks),
    )


def _places_of(ranks: tuple[Rank, ...]) -> dict[int, int]:
    return {one.item: place for place, one in enumerate(ranks)}


def _rows(inputs: Inputs, table: "Table", found: "Ranking") -> list[Rank]:
    from gouvernail.method.robustness import standings
    from gouvernail.method.scoring import Weights, inversions, points

    worth = points(table.means, Weights(*inputs.weights))
    zones, ranks, order = standings(found.agreed), found.agreed.interval(), found.agreed.order.tolist()
    place = {item: at + 1 for at, item in enumerate(order)}
    doubts = _doubts(inputs, table, found)
    better = {one.above: one.dominator for one in inversions(table.means, order)}
    urgent = {one.item: one for one in inputs.urgency}
    expired = frozenset(inputs.expired)
    return [
        Rank(
            item=one.key,
            number=one.number,
            rank=place[at],
            low=floor(ranks[at, 0]),
            high=ceil(ranks[at, 1]),
            certainty=round(float(found.agreed.top[at]), _DIGITS),
            certainty_any=round(float(found.uniform.top[at]), _DIGITS),
            zone=str(zones[at]),
            points=round(float(worth[at]), _DIGITS),
            levels=_levels(table.means[at]),
            lows=_levels(table.codes[at, :, LOW] / _A_LEVEL),
            highs=_levels(table.codes[at, :, HIGH] / _A_LEVEL),
            claimed=urgent[one.key].claimed,
            opinions=int(table.counts[at]),
            flags=_flags(table, at, urgent[one.key].flags, is_old=one.key in expired, is_below=at in better),
            doubts=doubts.get(at),
            below=inputs.items[better[at]].key if at in better else None,
        )
        for at, one in enumerate(inputs.items)
    ]


def _flags(table: "Table", at: int, urgency: tuple[str, ...], *, is_old: bool, is_below: bool) -> tuple[str, ...]:
    said = {
        "divided": bool(table.divided[at].any()),
        "dominated": is_below,
        "expired": is_old,
        "no_opinion": not table.counts[at],
    }
    return (*urgency, *(name for name, holds in said.items() if holds))


def _doubts(inputs: Inputs, table: "Table", found: "Ranking") -> dict[int, Levels]:
    from gouvernail.method.robustness import doubt_shares, grey_zone

    grey = grey_zone(found.agreed)[:_EXAMINED].tolist()
    if not grey:
        return {}
    scores = scores_of(table.codes, [one.key for one in inputs.items])
    shares = doubt_shares(scores, found.agreed, grey, seed=inputs.seed)
    return {item: _levels(row) for item, row in zip(grey, shares, strict=True)}


def _levels(row: "NDArray[np.float64]") -> Levels:
    value, urgency, complexity = (round(float(one), _DIGITS) for one in row)
    return value, urgency, complexity


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
