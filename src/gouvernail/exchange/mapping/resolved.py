"""What was decided for the tables of a reading, as one profile that can be written down and used again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gouvernail.exchange.mapping.profile import IGNORE, WHEN_DONE, Profile
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.tables.table import Table


def resolved(tables: Iterable[tuple[Table, TableMap]]) -> Profile:
    """Say every column of every table: one table alone is said at the top, several under their names."""
    own = {table.name: _of_table(table, mapped) for table, mapped in tables}
    if len(own) == 1:
        return next(iter(own.values()))
    return Profile(files=tuple((_as_pattern(name), profile) for name, profile in own.items()))


def _of_table(table: Table, mapped: TableMap) -> Profile:
    key = mapped.columns.get("key", ())
    composite = tuple(table.headers[number] for number in key) if len(key) > 1 else ()
    columns = {field: numbers for field, numbers in mapped.columns.items() if field != "key" or not composite}
    said = _in_order(table, columns)
    delivered = {
        table.headers[mapped.columns[field][0]]: table.headers[number] for field, number in mapped.delivered.items()
    } | {table.headers[mapped.columns[field][0]]: WHEN_DONE for field in mapped.real_when_done}
    return replace(
        mapped.profile,
        role=mapped.role,
        key=composite,
        columns={header: field for header, field in said.items() if field != IGNORE or header not in composite},
        delivered=delivered,
        signature=(),
        files=(),
        source="",
    )


def _in_order(table: Table, columns: Mapping[str, tuple[int, ...]]) -> dict[str, str]:
    """Say each header once, as in the file; headers that complete one another stand in the order in which they do."""
    fields = {number: field for field, numbers in columns.items() for number in numbers}
    said: dict[str, str] = {}
    for number in range(len(table.headers)):
        field = fields.get(number)
        together = columns[field] if field is not None else (number,)
        for each in together:
            if table.headers[each] and table.headers[each] not in said:
                said[table.headers[each]] = field or IGNORE
    return said


def _as_pattern(name: str) -> str:
    # Brackets would be read as a choice of letters.
    return name.replace("[", "[[]")
