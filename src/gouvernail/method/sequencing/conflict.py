"""The smallest set of constraints that cannot hold together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from gouvernail.method.sequencing.instance import Instance, nearest

ConstraintKind = Literal["fixed", "by", "needs", "days"]
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a conflict.

    Attributes
    ----------
    kind
        `fixed` (`key` is finished in `iteration`), `by` (no later than it), `needs` (`key` needs `other`), `days` (by
        the end of `iteration` the team has `available` days, and what the others ask for takes `needed`).
    """

    kind: ConstraintKind
    key: str = ""
    other: str = ""
    team: str = ""
    iteration: int = 0
    needed: float = 0.0
    available: float = 0.0


class ImpossiblePlan(ValueError):
    """Raised when constraints cannot hold together.

    Attributes
    ----------
    constraints
        The smallest set in conflict: without any of them, the others of the set hold.
    """

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        super().__init__("; ".join(_sentence(each) for each in constraints))
        self.constraints = tuple(constraints)


def refuse_conflicts(instance: Instance) -> None:
    """Refuse what cannot hold together.

    Each item at its latest is the plan that asks for the fewest days at every moment: when this one does not fit, none
    does.

    Raises
    ------
    ImpossiblePlan
        With the smallest set of constraints in conflict.
    """
    found = min([*_late_prerequisites(instance), *_lacking_days(instance)], key=len, default=None)
    if found is not None:
        raise ImpossiblePlan(found)


def _late_prerequisites(instance: Instance) -> Iterator[list[Constraint]]:
    """Find what does not move and is finished after something that needs it was asked for."""
    for node in np.flatnonzero(instance.fixed > instance.latest).tolist():
        yield _chain(instance, node)


def _chain(instance: Instance, start: int) -> list[Constraint]:
    came = nearest(start, instance.opens)
    # The nearest: paths are found in the order of their lengths, and the item's own last iteration is first of all.
    end = next(node for node in came if instance.asked[node] < instance.fixed[start])
    return [_own(instance, start, "fixed"), *_links(instance, came, end), _own(instance, end)]


def _lacking_days(instance: Instance) -> Iterator[list[Constraint]]:
    """Find teams that have fewer days than what was asked of them by the end of an iteration."""
    taken = instance.latest[:, None] <= np.arange(instance.iterations)
    lacking = instance.costs.T @ taken.astype(np.int64) > instance.limits
    for team, iteration in np.argwhere(lacking).tolist():
        yield _fewest(instance, team, iteration)


def _fewest(instance: Instance, team: int, iteration: int) -> list[Constraint]:
    """Find the fewest asked items that, with the fewest of what they need, take more days than there are."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    anchors = np.flatnonzero(instance.asked <= iteration).tolist()
    reached = {anchor: instance.reached(anchor, instance.needs) for anchor in anchors}
    asking = sorted({node for nodes in reached.values() for node in nodes if instance.costs[node, team]})
    rows = np.zeros((len(asking) + 1, len(anchors) + len(asking)))
    for row, node in enumerate(asking):
        rows[row, : len(anchors)] = [-float(node in reached[anchor]) for anchor in anchors]
        rows[row, len(anchors) + row] = 1.0
        rows[-1, len(anchors) + row] = -float(instance.costs[node, team])
    limits = np.zeros(len(rows))
    limits[-1] = -float(instance.limits[team, iteration]) - 1
    answer = milp(
        np.repeat([len(asking) + 1.0, 1.0], [len(anchors), len(asking)]),
        integrality=np.ones(rows.shape[1]),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, ub=limits),
        options={"mip_rel_gap": 0.0},
    )
    taken = (answer.x > _HALF).tolist()
    chosen = [anchor for anchor, is_in in zip(anchors, taken, strict=False) if is_in]
    nodes = [node for node, is_in in zip(asking, taken[len(anchors) :], strict=True) if is_in]
    links = [link for node in nodes for link in _asked_through(instance, chosen, reached, node)]
    days = Constraint(
        "days",
        team=instance.teams[team],
        iteration=iteration + 1,
        needed=int(instance.costs[nodes, team].sum()) / instance.cost_scale,
        available=int(instance.limits[team, iteration]) / instance.cost_scale,
    )
    return [*(_own(instance, anchor) for anchor in chosen), *dict.fromkeys(links), days]


def _asked_through(
    instance: Instance, chosen: Iterable[int], reached: Mapping[int, Sequence[int]], node: int
) -> list[Constraint]:
    """Say by which prerequisites a node is asked for."""
    anchor = next(each for each in chosen if node in reached[each])
    return _links(instance, nearest(anchor, instance.needs), node, backwards=True)


def _own(instance: Instance, node: int, kind: ConstraintKind | None = None) -> Constraint:
    is_fixed = kind == "fixed" or (kind is None and instance.asked[node] == instance.fixed[node])
    at = instance.fixed[node] if is_fixed else instance.asked[node]
    return Constraint("fixed" if is_fixed else "by", instance.keys[node], iteration=int(at) + 1)


def _links(instance: Instance, came: Mapping[int, int], end: int, *, backwards: bool = False) -> list[Constraint]:
    links = []
    while came[end] != end:
        before, end = end, came[end]
        after, need = (end, before) if backwards else (before, end)
        links.append(Constraint("needs", instance.keys[after], other=instance.keys[need]))
    return links[::-1]


def _sentence(each: Constraint) -> str:
    match each.kind:
        case "fixed":
            return f"{each.key!r} is finished in iteration {each.iteration}"
        case "by":
            return f"{each.key!r} is asked for by the end of iteration {each.iteration}"
        case "needs":
            return f"{each.key!r} needs {each.other!r}"
        case "days":
            return (
                f"by the end of iteration {each.iteration} the team {each.team!r} has {each.available:g} days, "
                f"and {each.needed:g} are needed"
            )
