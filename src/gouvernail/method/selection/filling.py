"""A good selection at once: blocks while they fit, then whatever still does."""

from collections.abc import Iterable, Sequence

import numpy as np

from gouvernail.method.selection.blocks import Block
from gouvernail.method.selection.instance import Instance, Mask
from gouvernail.method.selection.thinning import thinned


def filled(instance: Instance, blocks: Sequence[Block]) -> Mask:
    """Take the blocks in order, then from the first that does not fit whole the best part that does.

    That part is looked for from both ends: by adding to nothing of the block, and by taking away from all of it.
    """
    chosen = instance.inside.copy()
    for block in blocks:
        more = chosen.copy()
        more[block.nodes] = True
        if not instance.fits(instance.used(more)):
            thin = completed(instance, thinned(instance, more, block.nodes))
            return max(completed(instance, chosen), thin, key=instance.worth)
        chosen = more
    return completed(instance, chosen)


def completed(instance: Instance, chosen: Mask) -> Mask:
    """Add to a selection what still fits in it with its prerequisites, the best return first."""
    result, used = chosen.copy(), instance.used(chosen)
    for node in _by_return(instance, chosen):
        missing = instance.missing(node, result)
        more = used + instance.costs[:, missing].sum(axis=1)
        if missing and instance.fits(more):
            result[missing], used = True, more
    return result


def pruned(instance: Instance, chosen: Mask) -> Mask:
    """Leave out of a selection what has no value and opens nothing of it."""
    return instance.closed(instance.inside | (chosen & (instance.values > 0)))


def _by_return(instance: Instance, chosen: Mask) -> Iterable[int]:
    """Order the nodes of value by what they return with all that they need, per day; by key among equals."""
    returns = {}
    for node in np.flatnonzero((instance.values > 0) & ~chosen & ~instance.outside).tolist():
        missing = instance.missing(node, chosen)
        value, cost = int(instance.values[missing].sum()), int(instance.costs[0, missing].sum())
        returns[node] = value / cost if cost else float("inf")
    return sorted(returns, key=lambda node: (-returns[node], node))
