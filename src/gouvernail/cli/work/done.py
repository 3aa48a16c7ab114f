"""A table of what was finished: one line an item with its day, or one line a day or week with a number."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from gouvernail.cli.ratings.columns import Columns, columns_of
from gouvernail.cli.work.plan_numbers import Numbers, headers, problem, refuse, words
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.sources import open_paths
from gouvernail.exchange.tables import read_tables
from gouvernail.exchange.values.instants import parse_instants


@dataclass(frozen=True)
class Done:
    """When items were finished.

    Attributes
    ----------
    at
        One instant an item.
    undone
        Lines without a day: not finished.
    skipped
        Broken lines that were left out, only when asked.
    """

    at: pl.Series
    undone: int
    skipped: tuple[Problem, ...]


def read_done(path: Path, *, skip_bad: bool) -> Done:
    """Read when items were finished.

    Raises
    ------
    BadInput
        When no column holds days, or a cell is no day or no whole number (left out with `skip_bad`).
    """
    tables = [table for source in open_paths([path]) for table in read_tables(source, skip_bad=skip_bad)]
    every = [columns_of(table, words()["done"]) for table in tables]
    columns = next((each for each in every if "done" in each.at), every[0])
    if "done" not in columns.at:
        raise BadInput(Problem("no_choice_of_done", columns.table.name, params={"headers": headers(columns)}))
    parsed = parse_instants(columns.column("done"))
    counts = Numbers.of(columns, "count")
    bad = _bad(columns, parsed.bad.to_list(), counts)
    refuse(bad, skip_bad=skip_bad)
    frame = pl.DataFrame({"at": parsed.values, "n": pl.Series(counts.values, dtype=pl.Float64)})
    wrong = {each.line for each in bad}
    lines = [columns.table.line_of(row) for row in range(frame.height)] if wrong else []
    if wrong:
        frame = frame.filter(pl.Series([line not in wrong for line in lines]))
    dated = frame.drop_nulls("at")
    number = pl.col("n").fill_null(1.0 if "count" not in columns.at else 0.0).cast(pl.Int64)
    return Done(
        at=dated.select(pl.col("at").repeat_by(number).explode().drop_nulls())["at"],
        undone=frame.height - dated.height,
        skipped=(*columns.table.bad, *bad),
    )


def _bad(columns: Columns, bad_days: list[bool], counts: Numbers) -> list[Problem]:
    found = []
    for row, is_bad in enumerate(bad_days):
        if is_bad:
            found.append(problem(columns, "done", row, "choice_not_a_day"))
        value = counts.values[row]
        if counts.bad[row] or (value is not None and not (value == int(value) and 0 <= value <= _MOST)):
            found.append(problem(columns, "count", row, "choice_not_a_count"))
    return found


_MOST = 100_000
"""Items finished in one line: beyond, it was no number of items [choice]."""
