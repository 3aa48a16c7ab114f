"""What is known before any search: how high the value can go, and what a day is worth."""

from dataclasses import dataclass

from gouvernail.method.selection.blocks import Block, blocks_of
from gouvernail.method.selection.cut import can_cut
from gouvernail.method.selection.instance import Instance
from gouvernail.method.selection.program import Program, program_of
from gouvernail.method.selection.relaxation import Relaxation, relaxed


@dataclass(frozen=True)
class Relaxed:
    """An instance as a programme, and its linear relaxation."""

    program: Program
    relaxation: Relaxation


@dataclass(frozen=True)
class Outlook:
    """A proven bound in units of value, the price of a unit of cost by team ("" is the total), and nested blocks.

    `relaxed` where it had to be solved for them.
    """

    bound: float
    prices: dict[str, float]
    blocks: list[Block]
    relaxed: Relaxed | None = None


def outlook_of(instance: Instance) -> Outlook:
    """Read the frontier at the capacity; the linear relaxation where teams are bounded, or without OR-Tools."""
    blocks = blocks_of(instance) if can_cut() else []
    if can_cut() and instance.rows == ("",):
        return _on_the_frontier(instance, blocks)
    found = relaxed_of(instance)
    prices = {instance.rows[row]: price / instance.cost_scale for row, price in found.relaxation.prices.items()}
    return Outlook(found.relaxation.bound, prices, blocks, found)


def relaxed_of(instance: Instance) -> Relaxed:
    """Write an instance as a programme, and solve its linear relaxation."""
    program = program_of(instance)
    return Relaxed(program, relaxed(instance, program))


def _on_the_frontier(instance: Instance, blocks: list[Block]) -> Outlook:
    cost, value = int(instance.used(instance.inside)[0]), instance.worth(instance.inside)
    limit = instance.limits[0]
    for block in blocks:
        if cost + block.cost > limit:
            bound = value + (limit - cost) * block.value // block.cost  # whole: what is chosen is
            return Outlook(bound, {"": block.value / block.cost}, blocks)
        cost, value = cost + block.cost, value + block.value
    return Outlook(value, {"": 0.0}, blocks)
