"""Whether the values of a column can be what its header says, and what they look like when it says nothing."""

from collections.abc import Callable
from typing import Final

import polars as pl

from gouvernail.exchange.mapping.fields import INSTANT_FIELDS, NUMBER_FIELDS
from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.numbers import parse_numbers
from gouvernail.exchange.values.periods import parse_periods
from gouvernail.exchange.values.states import state_of

_SAMPLE: Final = 200
_MOST: Final = 0.5
_PLAIN_DAY: Final = r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}|$)"
_PLAIN_NUMBER: Final = r"^-?\d+([.,]\d+)?$"
_WRITTEN_DAY: Final = r"\d{1,4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,4}"
"""Meant as a day, whether it exists or not: 31/02/2025 is a fault of its row, not a reason to leave its column."""
_SHORT_CODE: Final = r"^(?:[\p{L}][\p{L}\d_]*[-_/#. ]?\d+|#\d+)$"
COMMENT_CELL: Final = r"(?s)^\s*([^;]+);([^;]*);(.*)$"
"""A comment as Jira writes it in one cell: `date;author;text`."""
_LONGEST_KEY: Final = 40
_SHORTEST_TITLE: Final = 8.0
_LONGEST_TITLE: Final = 250.0
_MOST_STATES: Final = 20
_WORDS_OF_A_TITLE: Final = 5


def sample(column: pl.Series) -> pl.Series:
    """Take up to 200 filled values, spread over the whole column."""
    step = max(1, column.len() // (2 * _SAMPLE))
    return column.gather_every(step).drop_nulls().head(_SAMPLE)


def fits(column: pl.Series, field: str) -> bool:
    """Say whether the values allow the field; an empty column contradicts nothing except a key or a title."""
    values = sample(column)
    if values.is_empty():
        return field not in {"key", "title"}
    check = _CHECKS.get(field.partition(":")[0])
    return check is None or check(values)


def looks_like(column: pl.Series, field: str) -> bool:
    """Say whether the values by themselves suggest the field: a key, a title or a status."""
    values = sample(column)
    return not values.is_empty() and _LOOKS[field](column, values)


def _share(found: pl.Series) -> float:
    mean = found.mean()
    return float(mean) if isinstance(mean, int | float) else 0.0


def _are_instants(values: pl.Series) -> bool:
    if _share(values.str.contains(_WRITTEN_DAY)) >= _MOST:
        return True
    return _share(~parse_instants(values.unique()).bad) >= _MOST


def _are_periods(values: pl.Series) -> bool:
    if _share(values.str.contains(_WRITTEN_DAY)) >= _MOST:
        return True
    return _share(~parse_periods(values.unique()).bad) >= _MOST


def _are_numbers(values: pl.Series) -> bool:
    return _share(~parse_numbers(values.unique())[1]) >= _MOST


def _can_be_title(values: pl.Series) -> bool:
    if _share(values.str.contains(_PLAIN_NUMBER)) > _MOST or _share(values.str.contains(_PLAIN_DAY)) > _MOST:
        return False
    if _share(values.str.count_matches(r"\S+") >= _WORDS_OF_A_TITLE) > _MOST:
        return True
    return not values.str.contains(r"\d").all() or _share(~parse_instants(values.unique()).bad) <= _MOST


def _can_be_words(values: pl.Series) -> bool:
    return _share(values.str.contains(_PLAIN_DAY)) < _MOST


def _can_be_key(values: pl.Series) -> bool:
    return (
        _share(values.str.len_chars() <= 2 * _LONGEST_KEY) > _MOST
        and not _share(values.str.contains(_PLAIN_DAY)) > _MOST
    )


_CHECKS: Final[dict[str, Callable[[pl.Series], bool]]] = {
    **dict.fromkeys((*INSTANT_FIELDS, "at"), _are_instants),
    **dict.fromkeys((*NUMBER_FIELDS, "expected", "observed"), _are_numbers),
    **dict.fromkeys(("status", "priority", "type", "owner", "reporter", "team", "objective"), _can_be_words),
    "due_on": _are_periods,
    "comment": lambda values: _share(values.str.contains(COMMENT_CELL)) >= _MOST,
    "key": _can_be_key,
    "title": _can_be_title,
}


def _looks_key(column: pl.Series, values: pl.Series) -> bool:
    coded = _share(values.str.contains(_SHORT_CODE)) > 0.9 and not _share(values.str.contains(_PLAIN_DAY)) > 0
    dated = _share(~parse_periods(values.unique()).bad) > _MOST  # "Q3 2025" is a code too
    return coded and not dated and column.null_count() == 0 and column.n_unique() == column.len()


def _looks_title(_: pl.Series, values: pl.Series) -> bool:
    mean = values.str.len_chars().mean()
    length = float(mean) if isinstance(mean, int | float) else 0.0
    mostly_distinct = values.n_unique() > 0.8 * values.len()
    several_words = _share(values.str.contains(r"\s")) > _MOST
    return _SHORTEST_TITLE <= length <= _LONGEST_TITLE and mostly_distinct and several_words and _can_be_title(values)


def _looks_status(_: pl.Series, values: pl.Series) -> bool:
    words = values.unique()
    return words.len() <= _MOST_STATES and _share(state_of(words).is_not_null()) >= 0.6


_LOOKS: Final[dict[str, Callable[[pl.Series, pl.Series], bool]]] = {
    "key": _looks_key,
    "title": _looks_title,
    "status": _looks_status,
}
