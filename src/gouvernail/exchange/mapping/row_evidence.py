"""What rows say of a date column: on which states it is filled, and whether it speaks of days to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl

from gouvernail.exchange.mapping.checks import sample
from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.states import state_of

_RARELY: Final = 0.1
"""Share of the rows that are not delivered, at most, on which a day of delivery may be filled all the same."""
_OFTEN: Final = 0.25
"""Share of the rows that did not start, from which a filled start is a plan."""
OPEN: Final = ("requested", "accepted", "started")


@dataclass(frozen=True)
class RowEvidence:
    """State of each row, where its status is known.

    Attributes
    ----------
    states
        Column of states, or None when the table has no status.
    now
        The clock, or None.
    """

    states: pl.Series | None
    now: datetime | None

    @classmethod
    def of(cls, status: pl.Series | None, extra: Mapping[str, str], *, now: datetime | None) -> "RowEvidence":
        """Read the states of a column of status words; words that say nothing leave no evidence."""
        if status is None:
            return cls(None, now)
        words = status.unique().drop_nulls()
        states = status.replace_strict(words, state_of(words, extra=extra), default=None, return_dtype=pl.String)
        return cls(None if states.null_count() == states.len() else states, now)

    def filled_at_the_end(self, column: pl.Series, *, promised: bool) -> bool:
        """Say whether a column holds the day of the end: filled on delivered rows, hardly ever on open ones.

        Parameters
        ----------
        promised
            Another column announces the end: where no row is open, or no status is known, this one is the real day.
        """
        if column.null_count() == column.len():
            return False
        if self._speaks_of_the_future(column):
            return False
        if self.states is None:
            return promised and column.null_count() > 0
        delivered, open_ = self._filled(column, ("done",)), self._filled(column, OPEN)
        if delivered is None or delivered == 0:
            return False
        return promised if open_ is None else open_ <= _RARELY and open_ < delivered / 2

    def filled_before_start(self, column: pl.Series) -> bool:
        """Say whether a column of starts is filled on rows that did not start: then it is a plan."""
        if self.states is None:
            return False
        waiting = self._filled(column, ("requested", "accepted"))
        return waiting is not None and waiting >= _OFTEN

    def _filled(self, column: pl.Series, states: tuple[str, ...]) -> float | None:
        if self.states is None:
            return None
        rows = column.filter(self.states.is_in(states).fill_null(value=False))
        return None if rows.is_empty() else 1.0 - rows.null_count() / rows.len()

    def _speaks_of_the_future(self, column: pl.Series) -> bool:
        if self.now is None:
            return False
        values = parse_instants(sample(column)).values
        now = self.now.replace(tzinfo=None)
        return bool((values > now).sum() > _RARELY * values.len())
