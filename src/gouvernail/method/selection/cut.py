"""The best closed set, by a minimum cut (Picard 1976)."""

from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.selection.fault import OptimizerMissing

Arcs = tuple[NDArray[np.intp], NDArray[np.intp]]


def can_cut() -> bool:
    """Whether the optional parts are installed."""
    return find_spec("ortools") is not None


def best_closed_set(weights: NDArray[np.int64], arcs: Arcs) -> NDArray[np.bool_]:
    """Find the closed set of the largest weight; among equals, the smallest one.

    A set is closed when it holds what its nodes need. Nodes of positive weight hang on the source, those of negative
    weight on the sink; arcs of prerequisites cannot be cut; what stays on the side of the source is the answer.

    Parameters
    ----------
    weights
        Whole numbers of which the sum of absolute values is below 2**62, shape (nodes,).
    arcs
        (tail, head): `tail` needs `head`.

    Raises
    ------
    OptimizerMissing
        When OR-Tools is not installed.
    """
    try:
        from ortools.graph.python.max_flow import SimpleMaxFlow
    except ImportError as error:
        raise OptimizerMissing from error
    source, sink = len(weights), len(weights) + 1
    gain, loss = np.flatnonzero(weights > 0), np.flatnonzero(weights < 0)
    tail, head = arcs
    never = int(weights[gain].sum()) + 1
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(  # the last arc carries nothing: it makes both ends exist
        np.concatenate([tail, np.full(len(gain), source), loss, [source]]).astype(np.int32),
        np.concatenate([head, gain, np.full(len(loss), sink), [sink]]).astype(np.int32),
        np.concatenate([np.full(len(tail), never, np.int64), weights[gain], -weights[loss], [0]]),
    )
    status = flow.solve(source, sink)
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"the cut did not end: {status}")
    side = np.zeros(len(weights) + 2, bool)
    side[np.asarray(flow.get_source_side_min_cut(), np.intp)] = True
    return side[:source]
