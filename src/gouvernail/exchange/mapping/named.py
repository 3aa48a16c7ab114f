"""Columns that a mapping speaks of beside [columns]: they must be there, and be what they are said to be."""

from collections.abc import Sequence
from typing import Final

from gouvernail.exchange.mapping.flags import is_yes_no
from gouvernail.exchange.mapping.guess import find, missing_header
from gouvernail.exchange.mapping.profile import NEVER, WHEN_DONE, Profile, matches_file
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.tables.table import Table

_SHOWN: Final = 8  # names of files in a sentence


def check_named(tables: Sequence[Table], user: Profile) -> None:
    """Refuse a mapping whose [dates.columns] or [delivered] names columns that no table has.

    Raises
    ------
    BadInput
        `mapping_unknown_header`; `mapping_not_yes_no` when the column beside a date does not hold yes and no.
    """
    for header in (*user.date_orders, *user.delivered):
        if tables and not any(find(table, header) for table in tables):
            raise missing_header(tables[0], header, user)
    for header, flag in user.delivered.items():
        if flag not in {WHEN_DONE, NEVER}:
            for table in (each for each in tables if find(each, header)):
                _check_flag(table, flag, user)


def files_not_read(tables: Sequence[Table], user: Profile) -> tuple[Problem, ...]:
    """Tell of each `[files."x"]` of a mapping file that holds for no table that was read: it changed nothing."""
    names = [table.name for table in tables]
    return tuple(
        Problem(
            "mapping_unknown_file",
            user.source,
            user.line_of(pattern),
            found=pattern,
            params={"pattern": pattern, "files": ", ".join(names[:_SHOWN])},
        )
        for pattern, _own in user.files
        if user.text and not any(matches_file(name, pattern) for name in names)
    )


def _check_flag(table: Table, flag: str, user: Profile) -> None:
    numbers = find(table, flag)
    if not numbers:
        raise missing_header(table, flag, user)
    if not is_yes_no(table.cells[str(numbers[0])]):
        params = {"header": flag, "table": table.name, "when_done": WHEN_DONE, "never": NEVER}
        line = user.line_of(flag)
        raise BadInput(Problem("mapping_not_yes_no", user.source or table.name, line, found=flag, params=params))
