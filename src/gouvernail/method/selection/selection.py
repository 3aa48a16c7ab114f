"""A selection that was made, as it is kept and compared."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from gouvernail.method.selection.portfolio import Capacity

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One chosen item with the figures of that day: a scenario says the same once its items were estimated again."""

    key: str
    value: float
    costs: Mapping[str, float]

    @property
    def cost(self) -> float:
        """Person-days, all teams together."""
        return math.fsum(self.costs.values())


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen, what it brings and what is proved of it.

    Attributes
    ----------
    lines
        The chosen items, by key.
    earned
        Benefits of which every item is in: (key, value), by key.
    value
        Sum, benefits included.
    bound
        No selection within this capacity is worth more (to a millionth).
    proved
        Whether nothing better exists: `value` reaches `bound`.
    price
        Value of one more day where capacity binds, by team; the key "" is the total. Empty where not known.
    include, exclude
        What was asked for and refused.
    """

    capacity: Capacity
    lines: tuple[Line, ...]
    earned: tuple[tuple[str, float], ...]
    value: float
    bound: float
    proved: bool
    price: Mapping[str, float] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def cost(self) -> float:
        """Person-days used in all."""
        return math.fsum(line.cost for line in self.lines)

    @property
    def by_team(self) -> dict[str, float]:
        """Person-days used of each team, whether its capacity is given or not; the key "" is no team."""
        used: dict[str, list[float]] = {}
        for line in self.lines:
            for team, days in line.costs.items():
                used.setdefault(team, []).append(days)
        return {team: math.fsum(days) for team, days in sorted(used.items())}

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the chosen items."""
        return frozenset(line.key for line in self.lines)

    @property
    def gap(self) -> float:
        """How far the best there could be may lie above, as a share of the value (0 when proved)."""
        if self.proved:
            return 0.0
        return self.bound / self.value - 1 if self.value > 0 else float("inf")

    def left(self) -> dict[str, float]:
        """Give the days left of each bounded capacity; the key "" is the total."""
        used = self.by_team
        left = {} if self.capacity.total is None else {"": self.capacity.total - self.cost}
        return left | {team: days - used.get(team, 0.0) for team, days in self.capacity.by_team.items()}

    def as_data(self) -> dict[str, Any]:
        """Give plain values that JSON can hold."""
        return {
            "version": _VERSION,
            "capacity": {"total": self.capacity.total, "by_team": dict(self.capacity.by_team)},
            "items": [{"key": line.key, "value": line.value, "costs": dict(line.costs)} for line in self.lines],
            "earned": [{"key": key, "value": value} for key, value in self.earned],
            "value": self.value,
            "cost": self.cost,
            "by_team": self.by_team,
            "bound": self.bound,
            "proved": self.proved,
            "price": dict(self.price),
            "include": list(self.include),
            "exclude": list(self.exclude),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Selection":
        """Read what `as_data` gave.

        Raises
        ------
        ValueError
            When it was written by a version that this one does not know.
        """
        if data["version"] != _VERSION:
            raise ValueError(f"a selection of version {data['version']} cannot be read here")
        return cls(
            capacity=Capacity(data["capacity"]["total"], dict(data["capacity"]["by_team"])),
            lines=tuple(Line(one["key"], one["value"], dict(one["costs"])) for one in data["items"]),
            earned=tuple((one["key"], one["value"]) for one in data["earned"]),
            value=data["value"],
            bound=data["bound"],
            proved=data["proved"],
            price=dict(data["price"]),
            include=tuple(data["include"]),
            exclude=tuple(data["exclude"]),
        )
