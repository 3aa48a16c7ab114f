from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gouvernail.method.diagnosis.verdict import UNKNOWN, verdict_of

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.finding import Verdict

Side = Literal["above", "below"]
"""On which side of its threshold a figure is red."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with what the data let one say of it.

    Attributes
    ----------
    n
        Observations behind the figure.
    q
        P(beyond the red threshold | data); .5 exactly below the minimal n of the kind.
    value
        The figure; None when there is nothing to compute it from.
    low, high
        Ends of the 95 % interval; None where the data do not bound that side.
    needs
        How many more observations would settle it if the rate stays; None when settled or not known.
    caveats
        Codes of what weakens the figure (`Finding.caveats`).
    """

    n: int
    q: float = UNKNOWN
    value: float | None = None
    low: float | None = None
    high: float | None = None
    needs: int | None = None
    caveats: tuple[str, ...] = ()

    @property
    def verdict(self) -> "Verdict":
        """Established, excluded or not enough data."""
        return verdict_of(self.q)


def beyond_share(above: float, beyond: Side) -> float:
    """Turn P(above) into P(beyond), for figures that never sit exactly on the threshold."""
    return above if beyond == "above" else 1 - above


def unsettled(q: float) -> bool:
    """Say whether more observations are worth asking for."""
    return verdict_of(q) == "not_enough_data"
