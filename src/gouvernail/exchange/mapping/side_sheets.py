"""Sheets of a workbook that list choices, a legend or notes: they are no elements."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.problems import Guess
from gouvernail.exchange.tables.table import Table

_OF_A_SHEET: Final = " › "
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_NAMES: Final = frozenset({"key", "title"})
_BARE: Final = _NAMES | {"text", "comment"}
_TELLING: Final = frozenset({"status", "created_at", "started_at", "done_at", "due_on", "horizon"})

Mapped = tuple[Table, TableMap]


def without_side_sheets(mapped: Sequence[Mapped]) -> list[Mapped]:
    """Leave out the sheets that nothing tells of, beside a sheet of the same workbook that holds elements.

    A sheet is left out when it has neither key nor title, or nothing but them ("Listes", "Légende"); it is said among
    the guesses of the sheet that is kept. What the mapping gives a role or columns to is never left out.
    """
    books = [_workbook(table) for table, _ in mapped]
    main = {books[number]: number for number in reversed(range(len(mapped))) if _is_main(mapped[number][1])}
    aside = {
        number: main[book]
        for number, book in enumerate(books)
        if book is not None and book in main and number != main[book] and _is_side(mapped[number][1])
    }
    kept = []
    for number, (table, each) in enumerate(mapped):
        left = [mapped[other][0].name for other, beside in aside.items() if beside == number]
        guesses = tuple(Guess("side_sheet", name, name.rpartition(_OF_A_SHEET)[2]) for name in left)
        if number not in aside:
            kept.append((replace(table, guesses=table.guesses + guesses) if guesses else table, each))
    return kept


def _workbook(table: Table) -> str | None:
    book = table.name.rpartition(_OF_A_SHEET)[0]
    return book if book.lower().endswith(_WORKBOOKS) else None


def _is_main(each: TableMap) -> bool:
    found = _fields(each)
    return each.role == "items" and bool(found & _NAMES) and bool(found & _TELLING)


def _is_side(each: TableMap) -> bool:
    found = _fields(each)
    return each.role == "items" and not each.profile.columns and (not found & _NAMES or found <= _BARE)


def _fields(each: TableMap) -> set[str]:
    return {field.partition(":")[0] for field in each.columns}
