"""One cell of a spreadsheet as text."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_ERRORS: Final = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"}
)
_EXACT: Final = 2.0**53  # beyond it a whole number of a spreadsheet is not exact


def texts_of(rows: list[list[Any]]) -> list[list[str | None]]:
    """Write every cell as text, None where there is nothing or a formula error.

    Days become `2025-03-14`, instants `2025-03-14T08:30:00`, whole numbers `3`, booleans `true` and `false`.
    """
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str | None:
    write = _WRITERS.get(type(cell))
    return write(cell) if write else str(cell)


def _of_text(cell: str) -> str | None:
    return None if not cell or cell.isspace() or cell in _ERRORS else cell


def _of_number(cell: float) -> str | None:
    if cell != cell or cell in (float("inf"), float("-inf")):  # NaN
        return None
    return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)


def _of_instant(cell: datetime) -> str:
    return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")


_WRITERS: "Final[dict[type, Callable[[Any], str | None]]]" = {
    str: _of_text,
    float: _of_number,
    int: str,
    bool: lambda cell: "true" if cell else "false",
    datetime: _of_instant,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: lambda cell: str(cell.total_seconds()),
    type(None): lambda _: None,
}
