from typing import TYPE_CHECKING

import polars as pl

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.periods import parse_periods
from gouvernail.method.history.periods import period_start
from gouvernail.method.history.shape import INSTANT

if TYPE_CHECKING:
    from gouvernail.exchange.mapping import TableMap
    from gouvernail.exchange.tables.table import Table


def moments_of(
    table: "Table", texts: pl.Series, column: int, mapped: "TableMap", *, skip_bad: bool
) -> tuple[pl.Series, list[Problem]]:
    """Read the column that dates each line of stacked versions: instants, days, or periods (their first day).

    Raises
    ------
    BadInput
        `version_unreadable` at the first line without a readable date, unless `skip_bad`.
    """
    words = texts.unique().drop_nulls()
    parsed = parse_instants(words, order=mapped.order_of_column(table, column))
    periods = period_start(parse_periods(words).values).cast(INSTANT)
    found = pl.DataFrame({"word": words, "at": parsed.values.zip_with(parsed.values.is_not_null(), periods)})
    moments = texts.alias("word").to_frame().join(found, on="word", how="left", maintain_order="left")["at"]
    header = table.headers[column]
    problems = [
        Problem("version_unreadable", table.name, table.line_of(row), header, texts[row])
        for row in moments.is_null().arg_true()
    ]
    if problems and not skip_bad:
        raise BadInput(problems[0], total=len(problems), more=tuple(problems[1:]))
    return moments, problems
