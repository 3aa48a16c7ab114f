"""What a report of a selection is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gouvernail.method.selection import Comparison, Frontier, Increment, Portfolio, Selection, WhyOut


@dataclass(frozen=True)
class SelectionReport:
    """A selection and what explains it.

    Attributes
    ----------
    titles
        Title of an item by its key, where it has one.
    frontier
        None where OR-Tools is not installed; `increments` are then empty.
    one_more
        What one more day changes; the key "" is the total, the others the teams of which the capacity is given.
    outs
        Items left out: first those asked about (`asked` of them), then the best of the others.
    """

    title: str
    generated_at: datetime
    portfolio: Portfolio
    selection: Selection
    titles: Mapping[str, str]
    frontier: Frontier | None
    increments: tuple[Increment, ...]
    one_more: Mapping[str, Comparison]
    outs: tuple[WhyOut, ...]
    asked: int = 0
    from_levels: bool = False
    skipped: tuple[str, ...] = field(default=())
