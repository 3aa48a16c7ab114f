"""Opinions and evidence as the doubtful scores that the robust ranking draws from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gouvernail.backlog.bridge.ranking.inputs import QUANTILES, Inputs, Urgent, Voted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gouvernail.method.robustness import QuantileScores
    from gouvernail.method.scoring import Assessment

VALUE, URGENCY, COMPLEXITY = 0, 1, 2  # the order of method.scoring.Filter
COSTS: Final = (COMPLEXITY,)
LOW, HIGH = 1, QUANTILES - 2  # the quantiles 3/32 and 29/32: one in ten is below, one in ten above
_TOP_CODE: Final = 255


@dataclass(frozen=True)
class Table:
    """The three filters of every item, in the order of the inputs.

    Attributes
    ----------
    codes
        Sixteen equally likely levels, 51 codes a level, shape (items, 3, 16), each sorted.
    means
        Expected levels, shape (items, 3).
    divided
        Whether the opinions on value and on complexity are opposed, shape (items, 2).
    counts
        Opinions an item.
    severities
        Whether votes on value and on complexity were corrected, and if not why.
    """

    codes: "NDArray[np.uint8]"
    means: "NDArray[np.float64]"
    divided: "NDArray[np.bool_]"
    counts: "NDArray[np.int64]"
    severities: tuple[str, str]


def table_of(inputs: Inputs) -> Table:
    """Turn opinions into levels in doubt: corrected for severity, those without opinion as wide as the backlog."""
    import numpy as np

    place = {one.key: at for at, one in enumerate(inputs.items)}
    served = [(at, objective) for at, one in enumerate(inputs.items) for objective in one.serves]
    at_link = {link: at for at, link in enumerate(served)}
    links = [(at_link.get((place.get(one.item, -1), one.objective)), one) for one in inputs.value]
    value = _assessed([(at, one) for at, one in links if at is not None], len(served))
    hard = _assessed([(place[one.item], one) for one in inputs.complexity if one.item in place], len(place))
    worth, worth_mean = _worth(inputs, served, value)
    urgent = {one.item: one for one in inputs.urgency}
    pressing = [urgent[one.key] for one in inputs.items]
    codes = np.stack([worth, _urgency(pressing), hard.distributions.table], axis=1)
    means = np.stack([worth_mean, np.array([one.mean for one in pressing]), hard.levels], axis=1)
    items_of_links = np.array([at for at, _objective in served], np.int64)
    opposed = np.zeros(len(place), np.bool_)
    opposed[items_of_links[value.disagreement.reasons != 0]] = True
    counts = np.bincount(items_of_links, value.cast.counts, len(place)).astype(np.int64) + hard.cast.counts
    divided = np.stack([opposed, hard.disagreement.reasons != 0], axis=1)
    return Table(codes, means, divided, counts, (str(value.severity.state), str(hard.severity.state)))


def scores_of(codes: "NDArray[np.uint8]", keys: Sequence[int]) -> "QuantileScores":
    """Give what the robust ranking draws from; the draws of an item follow its key, whatever the other items."""
    from gouvernail.method.robustness import QuantileScores

    return QuantileScores(codes, costs=COSTS, keys=[str(key) for key in keys])


def _assessed(rows: Sequence[tuple[int, Voted]], count: int) -> "Assessment":
    from gouvernail.method.scoring import assess, votes

    raters = {key: at for at, key in enumerate(sorted({one.rater for _at, one in rows}))}
    return assess(
        votes(
            [at for at, _one in rows],
            [raters[one.rater] for _at, one in rows],
            [one.level for _at, one in rows],
            [one.confidence - 1 for _at, one in rows],
            item_count=count,
            rater_count=len(raters),
        )
    )


def _worth(
    inputs: Inputs, served: Sequence[tuple[int, int]], found: "Assessment"
) -> tuple["NDArray[np.uint8]", "NDArray[np.float64]"]:
    """Give the value of items from what they bring to each objective that they serve.

    One objective: its sixteen levels. Two: every pair of levels. More: 256 draws, each level of each objective sixteen
    times, mixed by a fixed generator [choice]. What is drawn is what `method.scoring.value` adds up.
    """
    import numpy as np

    from gouvernail.method.scoring import codes_of, levels_of

    levels = levels_of(found.distributions.table)
    codes = np.zeros((len(inputs.items), QUANTILES), np.uint8)
    means = np.zeros(len(inputs.items))
    own: dict[int, list[int]] = {}
    for at, (item, _objective) in enumerate(served):
        own.setdefault(item, []).append(at)
    alone = np.array([links[0] for links in own.values() if len(links) == 1], np.int64)
    groups = [(np.array([item for item, links in own.items() if len(links) == 1], np.int64), alone[:, None])]
    groups += [(np.array([item]), np.array([links])) for item, links in own.items() if len(links) > 1]
    at_objective = {key: column for column, (key, _weight) in enumerate(inputs.objectives)}
    columns = np.array([at_objective[objective] for _item, objective in served], np.int64)
    for items, links in groups:
        if items.size:
            drawn = np.sort(_drawn(inputs, levels[links], columns[links]), axis=1)
            means[items] = drawn.mean(axis=1)
            codes[items] = codes_of(drawn[:, drawn.shape[1] // QUANTILES // 2 :: drawn.shape[1] // QUANTILES])
    return codes, means


def _drawn(inputs: Inputs, levels: "NDArray[np.float64]", columns: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Give levels of value, shape (items, draws), from levels (items, links, 16) of the objectives in `columns`."""
    import numpy as np

    from gouvernail.method.scoring import value

    weights = [weight for _key, weight in inputs.objectives]
    picked = _picked(levels.shape[1])  # (links, draws)
    brought = np.zeros((len(levels), picked.shape[1], len(weights)))
    for link, picks in enumerate(picked):
        np.put_along_axis(
            brought,
            np.broadcast_to(columns[:, link, None, None], (*brought.shape[:2], 1)),
            levels[:, link, picks, None],
            2,
        )
    return value(brought, weights if any(weights) else [1.0] * len(weights)).levels


def _picked(links: int) -> "NDArray[np.int64]":
    import numpy as np

    levels = np.arange(QUANTILES)
    if links == 1:
        return levels[None]
    first, second = np.repeat(levels, QUANTILES), np.tile(levels, QUANTILES)
    mixed = [np.random.default_rng(link).permutation(first) for link in range(links - 2)]
    return np.stack([first, second, *mixed])


def _urgency(pressing: Sequence[Urgent]) -> "NDArray[np.uint8]":
    import numpy as np

    return np.array([one.codes for one in pressing], np.uint8).reshape(-1, QUANTILES)
