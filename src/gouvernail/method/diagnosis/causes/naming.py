"""When a cause may be named, and when it stays a hypothesis."""

from itertools import combinations
from typing import TYPE_CHECKING

from gouvernail.method.diagnosis.verdict import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.method.diagnosis.causes.evidence import Evidence
    from gouvernail.method.diagnosis.settings import Network


def is_named(weights: "Sequence[tuple[Evidence, float]]", network: "Network") -> bool:
    """Say whether enough findings from different kinds of data support a cause (method.md section 6.3).

    A finding supports a cause when it is rather present than not and raises its posterior. Two findings confirm each
    other when each stands on a kind of data that the other does not use: the on-time rate and the slippage, both read
    from due dates, do not.

    Parameters
    ----------
    weights
        Each piece of evidence with its contribution to the cause.
    """
    supporting = [one for one, weight in weights if one.q > UNKNOWN and weight >= network.naming_weight]
    return any(
        all(_confirm(one, other) for one, other in combinations(group, 2))
        for group in combinations(supporting, network.naming_findings)
    )


def _confirm(one: "Evidence", other: "Evidence") -> bool:
    first, second = one.voice.sources, other.voice.sources
    return bool(first - second) and bool(second - first)
