from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from gouvernail.exchange.problems import Guess, Problem


@dataclass(frozen=True)
class Table:
    """One sheet of cells as text, before anything is known of what it means.

    Attributes
    ----------
    name
        The file as shown to people, with its sheet where there are several.
    headers
        As written, stripped; duplicates kept (Jira repeats `Sprint`, `Labels`, `Comment`).
    cells
        Columns `"0"`, `"1"`, ... in the order of `headers`, all `String`, null where the cell is empty. Days and
        instants of a spreadsheet come as ISO text, numbers as the shortest text that reads back the same.
    line_of
        Row of `cells` (from 0) -> line of the file (from 1; the header line counts). May be slow: for messages only.
    guesses
        Encoding, delimiter and sheet that were guessed.
    bad
        Rows that could not be read and were skipped (only with `skip_bad`).
    """

    name: str
    headers: tuple[str, ...]
    cells: pl.DataFrame
    line_of: Callable[[int], int]
    guesses: tuple[Guess, ...] = ()
    bad: tuple[Problem, ...] = field(default=())
