"""Broken rows of one table: the first stops the reading, or all are left out and counted."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import polars as pl

from gouvernail.exchange.assembly.fragment import Origin
from gouvernail.exchange.problems import BadInput, Problem

_SHORTENED: Final = 80
_MORE: Final = 9

Params = Callable[[int], Mapping[str, object]]


class Faults:
    """Collects the faults of the rows of one table, then stops or skips.

    Parameters
    ----------
    origin
        Where the rows stand.
    height
        Number of rows; faults are given as masks of that height.
    """

    def __init__(self, origin: Origin, height: int) -> None:
        self._origin = origin
        self._bad = pl.Series("bad", [False], dtype=pl.Boolean).new_from_index(0, height)
        self._found: list[tuple[pl.Series, Callable[[int], Problem]]] = []

    def add(
        self, code: str, mask: pl.Series, *, field: str, found: pl.Series | None = None, params: Params | None = None
    ) -> None:
        """Add one kind of fault: the rows of `mask`, the field, what was read there, and what the wording needs."""
        mask = mask.fill_null(value=False)
        if not mask.any():
            return
        header = self._origin.headers.get(field)

        def problem(row: int) -> Problem:
            file, line = self._origin.place(row)
            text = None if found is None else shortened(found[row])
            return Problem(code, file, line, header, text, {} if params is None else params(row))

        self._bad |= mask
        self._found.append((mask, problem))

    @property
    def bad(self) -> pl.Series:
        """Mask of the rows that have at least one fault."""
        return self._bad

    def settle(self, *, skip_bad: bool) -> tuple[Problem, ...]:
        """Give one problem a broken row, in the order of the file, or stop at the first.

        Raises
        ------
        BadInput
            The first broken row, how many there are, and some more; unless `skip_bad`.
        """
        if not self._found:
            return ()
        rows = self._bad.arg_true().to_list()
        if skip_bad:
            return tuple(self._problem(row) for row in rows)
        first, *more = [self._problem(row) for row in rows[: 1 + _MORE]]
        raise BadInput(first, total=len(rows), more=tuple(more))

    def _problem(self, row: int) -> Problem:
        return next(problem(row) for mask, problem in self._found if mask[row])


def shortened(value: Any) -> str | None:
    """Write what was read in a cell, cut to what a message can show."""
    if value is None:
        return None
    text = str(value)
    return text if len(text) <= _SHORTENED else text[: _SHORTENED - 1] + "…"
