from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts
    from gouvernail.method.diagnosis.finding import Finding, Unit

REGISTRY: "dict[str, Indicator]" = {}
"""Every indicator by id, in the order of its number once `gouvernail.method.diagnosis.indicators` is imported."""


class Indicator(ABC):
    """One row of the table of method.md section 6.2.

    A subclass declares its class variables and answers `measure`; `register` puts it in `REGISTRY`.
    """

    id: ClassVar[str]
    number: ClassVar[int]
    unit: "ClassVar[Unit]"
    beyond: ClassVar[Literal["above", "below"]]
    sources: ClassVar[frozenset[str]]

    @abstractmethod
    def measure(self, facts: "Facts") -> "Finding":
        """Say what the history says; never raises for want of data (that is a verdict)."""


def register(indicator: type[Indicator]) -> type[Indicator]:
    """Put one indicator in the registry (class decorator).

    Raises
    ------
    ValueError
        When the id or the number is taken.
    """
    taken = {known.number for known in REGISTRY.values()}
    if indicator.id in REGISTRY or indicator.number in taken:
        message = f"indicator {indicator.number} {indicator.id!r} is registered twice"
        raise ValueError(message)
    REGISTRY[indicator.id] = indicator()
    return indicator
