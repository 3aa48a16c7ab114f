"""The smallest set of constraints that cannot hold together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from gouvernail.method.sequencing.instance import Instance, nearest

if TYPE_CHECKING:
    from scipy.sparse import csr_array

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
    does. The smallest set of each kind is found exactly, and the smallest of them all is told: it holds no other
    conflict, so none of it can be spared.

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
    """Find the fewest dates and prerequisites that ask a team for more days than it has.

    A node is asked for by its own date, or through one prerequisite of a node that is asked for. Each date and each
    prerequisite counts for one; among sets as small, the one with the fewest dates.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    anchors = np.flatnonzero(instance.asked <= iteration).tolist()
    nodes = sorted({node for anchor in anchors for node in instance.reached(anchor, instance.needs)})
    links = [(node, need) for node in nodes for need in instance.needs[node]]
    asking = len(anchors) + len(links)
    answer = milp(
        np.repeat([asking + 2.0, asking + 1.0, 0.0], [len(anchors), len(links), len(nodes)]),
        integrality=np.ones(asking + len(nodes)),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(_asked_for(anchors, links, nodes), ub=0),
            LinearConstraint(
                np.append(np.zeros(asking), instance.costs[nodes, team]), lb=instance.limits[team, iteration] + 1
            ),
        ],
        options={"mip_rel_gap": 0.0},
    )
    taken = (answer.x[:asking] > _HALF).tolist()
    dates = [anchor for anchor, is_in in zip(anchors, taken, strict=False) if is_in]
    through = [link for link, is_in in zip(links, taken[len(anchors) :], strict=True) if is_in]
    days = Constraint(
        "days",
        team=instance.teams[team],
        iteration=iteration + 1,
        needed=int(instance.costs[sorted({*dates, *(need for _, need in through)}), team].sum()) / instance.cost_scale,
        available=int(instance.limits[team, iteration]) / instance.cost_scale,
    )
    return [*(_own(instance, anchor) for anchor in dates), *_nearest_first(instance, dates, through), days]


def _asked_for(anchors: Sequence[int], links: Sequence[tuple[int, int]], nodes: Sequence[int]) -> "csr_array":
    """Write that no node is asked for without a date or a link, and no link counts before the node that needs.

    Returns
    -------
    Rows that are at most zero, shape (nodes + links, anchors + links + nodes).
    """
    from scipy.sparse import coo_array

    place = {node: number for number, node in enumerate(nodes)}
    first = len(anchors) + len(links)
    entries = [(place[node], first + place[node], 1.0) for node in nodes]
    entries += [(place[anchor], column, -1.0) for column, anchor in enumerate(anchors)]
    for number, (node, need) in enumerate(links):
        entries += [
            (place[need], len(anchors) + number, -1.0),
            (len(nodes) + number, len(anchors) + number, 1.0),
            (len(nodes) + number, first + place[node], -1.0),
        ]
    rows, columns, values = zip(*entries, strict=True)
    return coo_array((values, (rows, columns)), shape=(len(nodes) + len(links), first + len(nodes))).tocsr()


def _nearest_first(
    instance: Instance, dates: Sequence[int], through: Iterable[tuple[int, int]]
) -> Iterator[Constraint]:
    """Tell prerequisites in the order in which they lead away from what is dated."""
    needs: dict[int, list[int]] = {}
    for node, need in through:
        needs.setdefault(node, []).append(need)
    waiting = list(dates)
    for node in waiting:  # grows as it is read
        for need in needs.get(node, ()):
            yield Constraint("needs", instance.keys[node], other=instance.keys[need])
            waiting.append(need)


def _own(instance: Instance, node: int, kind: ConstraintKind | None = None) -> Constraint:
    is_fixed = kind == "fixed" or (kind is None and instance.asked[node] == instance.fixed[node])
    at = instance.fixed[node] if is_fixed else instance.asked[node]
    return Constraint("fixed" if is_fixed else "by", instance.keys[node], iteration=int(at) + 1)


def _links(instance: Instance, came: Mapping[int, int], end: int) -> list[Constraint]:
    links = []
    while came[end] != end:
        after, end = end, came[end]
        links.append(Constraint("needs", instance.keys[after], other=instance.keys[end]))
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
