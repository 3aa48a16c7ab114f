"""What may be chosen, and what it may cost."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ANY_TEAM: Final = ""
"""The team of an effort that was not split by team: it counts in the total only."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is taken whole or left.

    Attributes
    ----------
    key
        Names the item; unique among items and benefits.
    value
        What it brings, on a scale where a sum means something: amounts, or `2 ** points` where each point doubles.
        Points themselves must not be added. Zero is right for what only opens others.
    costs
        Person-days by team; `{ANY_TEAM: days}` where they are not split.
    needs
        Keys of the items without which it cannot be taken.
    """

    key: str
    value: float
    costs: Mapping[str, float] = field(default_factory=dict)
    needs: tuple[str, ...] = ()

    @property
    def cost(self) -> float:
        """Person-days, all teams together."""
        return math.fsum(self.costs.values())


@dataclass(frozen=True, slots=True)
class Benefit:
    """A value earned once all its items are in: the customer of the next release problem (Bagnall et al. 2001)."""

    key: str
    value: float
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Items, and the values that several of them bring together."""

    items: tuple[Item, ...]
    benefits: tuple[Benefit, ...] = ()

    @property
    def nodes(self) -> "tuple[Item | Benefit, ...]":
        """Items, then benefits."""
        return (*self.items, *self.benefits)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Person-days to spend: in all, by team, or both; a team that is not named is bound by the total only."""

    total: float | None = None
    by_team: Mapping[str, float] = field(default_factory=dict)

    def plus(self, days: float, *, team: str | None = None) -> "Capacity":
        """Give the same capacity with more days: of one team, or in all and without touching the teams."""
        if team is None:
            return Capacity(None if self.total is None else self.total + days, self.by_team)
        return Capacity(self.total, {**self.by_team, team: self.by_team[team] + days})
