from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from gouvernail.exchange.mapping.lexicon import fold_header
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.problems import Guess
from gouvernail.exchange.tables.table import Table

_QUALIFIERS: Final = (
    "product",
    "produit",
    "project",
    "projet",
    "module",
    "domaine",
    "application",
    "dossier",
    "folder",
    "lang",
    "langue",
)
_REPEATED_TOO_MUCH: Final = 0.5
_OFTEN_SHARED: Final = 0.05
"""Share of the keys of a log, from which keys that go with several products are no accident."""


def composite_key(table: Table, columns: dict[str, tuple[int, ...]], *, version: str | None) -> list[Guess]:
    """Add to a key that repeats the column that makes it unique: the same code in two products is two items.

    Only when one more column is enough; within each version when versions are stacked. Changes `columns` in place.
    """
    keys = columns.get("key", ())
    if len(keys) != 1 or table.cells.height == 0:
        return []
    dated = [str(number) for number, header in enumerate(table.headers) if version and header == version]
    base = [str(keys[0]), *dated]
    distinct = _distinct(table, base)
    if distinct == table.cells.height or distinct < _REPEATED_TOO_MUCH * table.cells.height:
        return []
    for number, header in enumerate(table.headers):
        if fold_header(header) in _QUALIFIERS and _distinct(table, [*base, str(number)]) == table.cells.height:
            columns["key"] = (number, *keys)
            value = f"{header} + {table.headers[keys[0]]}"
            return [Guess("composite_key", table.name, value, {"key": table.headers[keys[0]]})]
    return []


def shared_keys(mapped: Sequence[tuple[Table, TableMap]]) -> list[tuple[Table, TableMap]]:
    """Give side tables the composite key of the items, where they carry the same columns.

    A log that stands alone has no row of items to look at: a code that it uses for several products is completed by
    the product.
    """
    keys = [
        [fold_header(table.headers[number]) for number in each.columns["key"]]
        for table, each in mapped
        if each.role == "items" and len(each.columns.get("key", ())) > 1
    ]
    alone = not any(each.role == "items" for _, each in mapped)
    return [(table, _completed(table, each, keys, alone=alone)) for table, each in mapped]


def _completed(table: Table, mapped: TableMap, keys: list[list[str]], *, alone: bool) -> TableMap:
    numbers = mapped.columns.get("key", ())
    if mapped.role in {"items", "calendar"} or mapped.profile.key or len(numbers) != 1:
        return mapped
    folded = {fold_header(header): number for number, header in reversed(list(enumerate(table.headers)))}
    same = next((key for key in keys if all(header in folded for header in key)), None)
    if same is not None:
        return _with_key(table, mapped, tuple(folded[header] for header in same))
    if alone and mapped.role == "changes":
        qualifiers = [folded[name] for name in _QUALIFIERS if name in folded and folded[name] not in numbers]
        return _with_key(table, mapped, (*(each for each in qualifiers if _splits(table, numbers[0], each)), *numbers))
    return mapped


def _splits(table: Table, key: int, qualifier: int) -> bool:
    """Say whether the same key goes with several values of a qualifier, often enough not to be an item that moved."""
    pairs = table.cells.select(pl.col(str(key)).alias("key"), pl.col(str(qualifier)).alias("by")).drop_nulls().unique()
    counts = pairs.group_by("key").len()
    return counts.height > 0 and (counts["len"] > 1).sum() > _OFTEN_SHARED * counts.height


def _with_key(table: Table, mapped: TableMap, key: tuple[int, ...]) -> TableMap:
    if key == mapped.columns["key"]:
        return mapped
    others = {
        field: left
        for field, numbers in mapped.columns.items()
        if field != "key" and (left := tuple(number for number in numbers if number not in key))
    }
    value = " + ".join(table.headers[number] for number in key)
    guess = Guess("composite_key", table.name, value, {"key": table.headers[mapped.columns["key"][0]]})
    return replace(mapped, columns={"key": key, **others}, guesses=(*mapped.guesses, guess))


def _distinct(table: Table, columns: list[str]) -> int:
    if len(columns) == 1:
        return table.cells[columns[0]].n_unique()
    return table.cells.select(columns).n_unique()
