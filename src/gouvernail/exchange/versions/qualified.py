"""A key that is unique only beside other columns: the same code in two products is two items."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from gouvernail.exchange.problems import Guess
from gouvernail.exchange.versions.settings import settings

if TYPE_CHECKING:
    from gouvernail.exchange.mapping import TableMap
    from gouvernail.exchange.tables.table import Table

_BELONGING: Final = frozenset({"team", "objective", "type", "horizon"})
"""Fields that say where an item belongs; a column taken for another field describes it and cannot name it."""
_MOST: Final = 2
"""Columns added at most."""


def qualified(table: "Table", mapped: "TableMap", version: int) -> "TableMap":
    """Add to the key of stacked versions the columns that tell its twins apart.

    Twins are lines of one key that stand beside each other in several versions; a key that is twice in one version
    only was corrected there. A version may be written in several goes (several commits of one day): a column whose
    every value belongs to one version, such as the commit, splits it further. The column that parts the most twins is
    added, then a second one if need be; a key that the user named stays as it is.
    """
    keys = mapped.columns.get("key", ())
    if len(keys) != 1 or mapped.profile.key or table.cells.is_empty():
        return mapped
    key, dated = str(keys[0]), str(version)
    goes = [dated, *_within(table.cells, dated, but={key})]
    candidates = _candidates(table, mapped, but={key, *goes})
    added: list[str] = []
    left = _twins(table.cells, [key], goes)
    if left.keys < settings().twins * table.cells[key].n_unique():
        return mapped
    while left.lines and len(added) < _MOST:
        parted = {name: _twins(table.cells, [key, *added, name], goes) for name in candidates if name not in added}
        best = min(parted, key=lambda name: parted[name].lines, default=None)
        if best is None or parted[best].lines == left.lines:
            break
        added.append(best)
        left = parted[best]
    if not added:
        return mapped
    numbers = tuple(sorted(int(name) for name in added))
    value = " + ".join(table.headers[number] for number in (*numbers, *keys))
    guess = Guess("composite_key", table.name, value, {"key": table.headers[keys[0]]})
    return replace(mapped, columns={**mapped.columns, "key": (*numbers, *keys)}, guesses=(*mapped.guesses, guess))


def _candidates(table: "Table", mapped: "TableMap", *, but: set[str]) -> list[str]:
    described = {
        str(number) for field, numbers in mapped.columns.items() if field not in _BELONGING for number in numbers
    }
    flags = {str(number) for number in mapped.delivered.values()}
    items = table.cells[str(mapped.columns["key"][0])].n_unique()
    return [
        name
        for name in table.cells.columns
        if name not in but | described | flags and 1 < table.cells[name].n_unique() <= items // 2
    ]


def _within(cells: pl.DataFrame, version: str, *, but: set[str]) -> list[str]:
    """Give the columns whose values each belong to one version only, and which split versions."""
    versions = cells[version].n_unique()
    return [
        name
        for name in cells.columns
        if name not in but | {version}
        and versions < cells[name].n_unique() < cells.height
        and cells[name].null_count() == 0
        and cells.group_by(name).agg(pl.col(version).n_unique())[version].max() == 1
    ]


class _Twins(NamedTuple):
    keys: int
    lines: int


def _twins(cells: pl.DataFrame, key: list[str], goes: list[str]) -> _Twins:
    """Count the keys that stand twice in one go, in several goes, and their lines."""
    twice = cells.group_by(*key, *goes).len().filter(pl.col("len") > 1)
    lasting = twice.group_by(key).agg(pl.len().alias("goes"), pl.col("len").sum()).filter(pl.col("goes") > 1)
    return _Twins(lasting.height, int(lasting["len"].sum()))
