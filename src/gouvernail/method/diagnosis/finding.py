from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping


class Verdict(StrEnum):
    """The four answers of an indicator (method.md section 6.1)."""

    ESTABLISHED = "established"
    EXCLUDED = "excluded"
    NOT_ENOUGH_DATA = "not_enough_data"
    NOT_RECORDED = "not_recorded"


Unit = Literal[
    "share",
    "days",
    "ratio",
    "tau",
    "hhi",
    "count",
    "per_builder",
    "persons",
    "share_per_month",
    "levels",
    "items",
]
"""How a value is read: `share` is 0..1 and shown as a percentage, `share_per_month` likewise."""


@dataclass(frozen=True)
class Finding:
    """What one indicator says of one history.

    Attributes
    ----------
    id, number
        Of the indicator: `"on_time_rate"`, 1. The number is that of method.md section 6.2.
    q
        P(beyond the red threshold | data), 0..1; .5 exactly when the data say nothing.
    value, low, high
        The figure and its interval in `unit`; None when nothing could be computed.
    n
        How many observations stand behind the figure.
    needs
        How many more observations would settle it if the rate stays; None when settled or not known.
    threshold, beyond, source
        The red threshold, on which side of it red lies, and where the threshold comes from.
    sources
        The kinds of data it stands on (`"due_on"`, `"priority"`, `"touches"`...): two findings from one source do
        not confirm each other.
    rows
        The evidence: one row an observation, first columns `key`, `title`, then what was computed with; the 10,000 most
        telling at most.
    rows_left
        How many further rows `rows` leaves out.
    details
        Further figures for the sentence (`{"median_days": 47.0, "late": 29}`).
    missing
        Columns of the shape that would be needed and that the history does not have (`"items.due_on"`).
    caveats
        Codes of what weakens the figure (`"first_due_unknown"`), worded by the reports.
    series
        Monthly values of the figure, oldest first, for a sparkline: (`"2025-03"`, value).
    """

    id: str
    number: int
    verdict: Verdict
    unit: Unit
    threshold: float
    beyond: Literal["above", "below"]
    source: str
    q: float = 0.5
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    needs: int | None = None
    sources: frozenset[str] = frozenset()
    rows: pl.DataFrame = field(default_factory=pl.DataFrame)
    rows_left: int = 0
    details: "Mapping[str, float]" = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    series: tuple[tuple[str, float], ...] = ()
