from collections.abc import Sequence
from typing import Final

import polars as pl

from gouvernail.exchange.formats.json_text.loading import Place
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.method.history.shape import INSTANT

_COMPACT_OFFSET: Final = r"([+-]\d{2})(\d{2})$"


def moments(column: pl.Series) -> pl.Series:
    """Parse ISO 8601 instants as every REST interface writes them.

    Parameters
    ----------
    column
        Text: `2012-05-16T07:56:13.000+0000`, `...Z`, `...+02:00`, without offset (taken as UTC), or a day alone.

    Returns
    -------
    Series of Datetime (us, naive, UTC), null where the text is null or no instant.
    """
    text = (
        column.cast(pl.String).str.replace("Z$", "+00:00").str.replace(_COMPACT_OFFSET, "$1:$2").str.replace(" ", "T")
    )
    aware = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", time_unit="us", strict=False).dt.replace_time_zone(None)
    naive = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False)
    day = text.str.to_date("%Y-%m-%d", strict=False).cast(INSTANT)
    return pl.select(pl.coalesce(aware, naive, day)).to_series().alias(column.name)


def checked_moments(
    frame: pl.DataFrame, columns: Sequence[str], *, places: Sequence[Place], skip_bad: bool
) -> tuple[pl.DataFrame, list[Problem]]:
    """Parse the text `columns` of a frame whose row `i` stands at `places[i]`.

    Returns
    -------
    The frame, without the rows that hold an unreadable instant, and the faults of those rows.

    Raises
    ------
    BadInput
        `json_instant` at the first unreadable instant, unless `skip_bad`.
    """
    problems: list[Problem] = []
    keep = pl.Series([True]).new_from_index(0, frame.height)
    for name in columns:
        raw = frame[name]
        parsed = moments(raw)
        bad = raw.is_not_null() & parsed.is_null()
        problems += [places[row].problem("json_instant", column=name, found=raw[row]) for row in bad.arg_true()]
        keep &= ~bad
        frame = frame.with_columns(parsed)
    if problems and not skip_bad:
        raise BadInput(problems[0], total=len(problems), more=tuple(problems[1:]))
    return frame.filter(keep), problems
