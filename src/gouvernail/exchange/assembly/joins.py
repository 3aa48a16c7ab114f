"""Side frames against the items: rows of unknown items are counted and left out."""

from typing import Final

import polars as pl

from gouvernail.exchange.assembly.fragment import ALIAS, CALENDAR_ID
from gouvernail.exchange.problems import Problem

_SHOWN: Final = 5
_MOST_IDS: Final = 0.5


def of_known_items(frame: pl.DataFrame, keys: pl.Series, *, code: str, file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Keep the rows whose key is among the items; say how many were left out, and some of their keys."""
    known = frame["key"].is_in(keys.implode())
    if known.all():
        return frame, []
    strangers = frame["key"].filter(~known)
    distinct = strangers.unique()
    shown = ", ".join(distinct.drop_nulls().sort().head(_SHOWN).to_list())
    params = {"n": strangers.len(), "keys": distinct.len()}
    return frame.filter(known), [Problem(code, file, found=shown, params=params)]


def resolved(names: pl.Series, items: pl.DataFrame) -> pl.Series:
    """Write other names of items (internal ids) as their keys; a key stays itself, an unknown name too."""
    if ALIAS not in items.columns:
        return names
    known = items.select(ALIAS, "key").drop_nulls().filter(~pl.col(ALIAS).is_in(items["key"].implode())).unique(ALIAS)
    return names.replace(known[ALIAS], known["key"])


def named_calendar(items: pl.DataFrame, calendar: pl.DataFrame | None) -> pl.DataFrame:
    """Write the ids of iterations and releases that items carry as the names that the calendar gives them."""
    if calendar is None or CALENDAR_ID not in calendar.columns:
        return items
    names = calendar.select(CALENDAR_ID, "name").drop_nulls().unique(CALENDAR_ID, keep="first")
    for column in ("iterations", "releases"):
        if column not in items.columns:
            continue
        said = items[column].explode(empty_as_null=False, keep_nulls=False).drop_nulls().unique()
        ids = said.is_in(names[CALENDAR_ID].implode()).sum()
        if said.len() and ids > _MOST_IDS * said.len():
            element = pl.element().replace(names[CALENDAR_ID], names["name"])
            items = items.with_columns(pl.col(column).list.eval(element))
    return items
