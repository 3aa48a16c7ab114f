"""Values of a change log in the canonical form of their field."""

from typing import Final

import polars as pl

from gouvernail.exchange.assembly.states import status_state
from gouvernail.exchange.mapping.fields import INSTANT_FIELDS, NUMBER_FIELDS
from gouvernail.exchange.mapping.profile import Profile
from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.numbers import parse_numbers
from gouvernail.exchange.values.periods import parse_periods
from gouvernail.method.history.shape import STATES

_ISO: Final = "%Y-%m-%dT%H:%M:%S%.6f"
_WRITTEN: Final = frozenset({"state", "due_on", *INSTANT_FIELDS, *NUMBER_FIELDS})
_PLAIN_DAY: Final = r"^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$"
"""Days that exist in every month: already canonical without a look at the calendar."""


def canonical(words: pl.Series, field: str, profile: Profile) -> pl.Series | None:
    """Give the canonical form of distinct values of a field, or None when they already are.

    A state word that is not known, or a date that cannot be read, gives null.
    """
    base = field.partition(":")[0]
    if base == "state":
        return None if words.is_in(STATES).all() else status_state(words, profile)
    if base == "due_on":
        if words.str.contains(_PLAIN_DAY).all():
            return None
        parsed = parse_periods(words).values
        return None if parsed.equals(words, check_names=False) else parsed
    if base in NUMBER_FIELDS:
        return _numbers(words)
    if base in INSTANT_FIELDS:
        return parse_instants(words).values.dt.to_string(_ISO)
    return None


def _numbers(words: pl.Series) -> pl.Series | None:
    if words.cast(pl.Float64, strict=False).null_count() == 0:
        return None
    return parse_numbers(words)[0].cast(pl.String)


def canonical_columns(changes: pl.DataFrame, fields: list[str], profile: Profile) -> pl.DataFrame:
    """Put `old` and `new` in canonical form, field by field, each distinct value once; leave alone what already is."""
    sides = {side: changes[side] for side in ("old", "new")}
    for field in fields:
        if field.partition(":")[0] not in _WRITTEN:
            continue
        of_field = changes["field"] == field
        for side in sides:
            values = changes[side].filter(of_field)
            words = values.unique().drop_nulls()
            form = canonical(words, field, profile)
            if form is not None:
                # Written over the rows of this field alone: to rewrite the whole column costs twice the time.
                codes = values.cast(pl.Enum(words)).to_physical()  # faster than to replace texts
                sides[side] = sides[side].scatter(of_field.arg_true(), form.gather(codes))
    return changes.with_columns(sides.values())
