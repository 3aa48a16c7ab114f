"""A plan that was made, as it is kept and compared."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """One item with the iteration (from 1) at the end of which it is finished; None when not within the horizon.

    Attributes
    ----------
    loss
        Value lost by waiting until then; outside the horizon, the least that can be lost.
    """

    key: str
    iteration: int | None
    loss: float
    days: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Price:
    """What one more day of a team is worth, in loss avoided (a dual of the relaxation: for a small change).

    Attributes
    ----------
    sooner
        One day of the iteration after, had by the end of this one.
    added
        One day more in this iteration, kept from then on.
    """

    team: str
    iteration: int
    sooner: float
    added: float


@dataclass(frozen=True, slots=True)
class Plan:
    """An order, iteration by iteration, and what is proved of it.

    Attributes
    ----------
    lines
        In the order of building: by iteration, prerequisites before what needs them; last what is not finished.
    loss
        Value lost by waiting, in all.
    bound
        No plan loses less.
    relaxed
        The bound of the linear relaxation alone: the reference of what it costs to bring an item forward.
    proved
        Whether no plan loses less: `loss` reaches `bound`.
    prices
        Where one more day of a team avoids some loss, by team and iteration.
    large
        Items that take more days of a team than it has in any iteration: better split.
    """

    lines: tuple[Placed, ...]
    loss: float
    bound: float
    relaxed: float
    proved: bool
    prices: tuple[Price, ...] = ()
    large: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        """How far above the least possible loss this one may lie at most, as a share of it (0 when proved)."""
        if self.proved:
            return 0.0
        return self.loss / self.bound - 1 if self.bound > 0 else math.inf

    @property
    def unfinished(self) -> tuple[Placed, ...]:
        """What is not finished within the horizon."""
        return tuple(line for line in self.lines if line.iteration is None)

    @property
    def iterations(self) -> dict[str, int | None]:
        """Iteration of each item."""
        return {line.key: line.iteration for line in self.lines}

    def used(self) -> dict[tuple[str, int], float]:
        """Sum the days of what is finished in each iteration, by team: an item counts where it ends."""
        used: dict[tuple[str, int], list[float]] = {}
        for line in self.lines:
            if line.iteration is not None:
                for team, days in line.days.items():
                    used.setdefault((team, line.iteration), []).append(days)
        return {place: math.fsum(days) for place, days in sorted(used.items())}

    def as_data(self) -> dict[str, Any]:
        """Give plain values that JSON can hold."""
        return {
            "version": _VERSION,
            "items": [
                {"key": line.key, "iteration": line.iteration, "loss": line.loss, "days": dict(line.days)}
                for line in self.lines
            ],
            "loss": self.loss,
            "bound": self.bound,
            "relaxed": self.relaxed,
            "proved": self.proved,
            "prices": [
                {"team": price.team, "iteration": price.iteration, "sooner": price.sooner, "added": price.added}
                for price in self.prices
            ],
            "large": list(self.large),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Plan":
        """Read what `as_data` gave.

        Raises
        ------
        ValueError
            When it was written by a version that this one does not know.
        """
        if data["version"] != _VERSION:
            raise ValueError(f"a plan of version {data['version']} cannot be read here")
        return cls(
            lines=tuple(Placed(one["key"], one["iteration"], one["loss"], dict(one["days"])) for one in data["items"]),
            loss=data["loss"],
            bound=data["bound"],
            relaxed=data["relaxed"],
            proved=data["proved"],
            prices=tuple(Price(**one) for one in data["prices"]),
            large=tuple(data["large"]),
        )
