from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Side = Literal["above", "below"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """The red threshold of one indicator.

    Attributes
    ----------
    value, beyond
        Red lies on this side of this value.
    minimum
        Observations below which the indicator says nothing.
    source
        Where the value comes from, marked [L] (literature) or [P] (our proposal).
    most_q
        The indicator never claims a q above it, nor below its complement.
    alone
        Whether the network hears the indicator when no other of its family says anything.
    parameters
        What else its formula takes for granted, by name.
    """

    id: str
    number: int
    value: float
    beyond: Side
    minimum: int
    source: str
    most_q: float = 1.0
    alone: bool = True
    parameters: Mapping[str, float] | None = None

    def parameter(self, name: str) -> float:
        """Give one parameter of the formula.

        Raises
        ------
        KeyError
            When the indicator has no such parameter.
        """
        return (self.parameters or {})[name]


@dataclass(frozen=True, slots=True)
class NetworkFinding:
    """One observable of the network, the family of indicators that shows it, and how strongly each cause makes it.

    `own` marks the rows that we added to the first matrix.
    """

    id: str
    indicators: tuple[str, ...]
    links: Mapping[str, float]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Robustness:
    """How far the parameters of the network may be from the truth (method.md section 6.3)."""

    draws: int
    link_spread: float
    link_most: float
    prior_low: float
    prior_high: float
    leak_spread: float
    leak_most: float


@dataclass(frozen=True, slots=True)
class Network:
    """The noisy-OR network: causes in the order of the levers, findings, priors, leaks, words."""

    causes: tuple[str, ...]
    findings: tuple[NetworkFinding, ...]
    prior: float
    leak: float
    robustness: Robustness
    probable: float
    possible: float
    naming_findings: int
    naming_weight: float


@dataclass(frozen=True, slots=True)
class Exit:
    """The value that an indicator must reach for a lever to have worked; `unit` when it depends on the data."""

    indicator: str
    beyond: Side
    value: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Lever:
    """What to do about a cause, and how one sees that it worked."""

    cause: str
    name: str
    exits: tuple[Exit, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """All of `thresholds.toml`, checked."""

    thresholds: Mapping[str, Threshold]
    symptoms: Mapping[str, tuple[str, ...]]
    network: Network
    levers: Mapping[str, Lever]
    urgency_words: Mapping[str, tuple[str, ...]]

    def threshold(self, indicator: str) -> Threshold:
        """Give the red threshold of an indicator.

        Raises
        ------
        KeyError
            When there is no such indicator.
        """
        return self.thresholds[indicator]
