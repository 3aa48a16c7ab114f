"""Day first or month first: decided once for a whole column."""

from enum import StrEnum
from typing import Final


class DateOrder(StrEnum):
    """Order of day and month in dates such as 03/04/2024."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


_FEW_ROWS: Final = 8
_LEAST_SHARE: Final = 0.25  # in a true month-first column, 61 % of the rows have a day above 12


def order_of(*, day_first: int, month_first: int, rows: int, twelve_hours: bool) -> DateOrder:
    """Choose the order of a column.

    Parameters
    ----------
    day_first, month_first
        Rows that can only be read so: their first number, or their second, is above 12.
    rows
        All the rows with such a date. One lone month-first row among many that could be either is a fault, not a proof.
    twelve_hours
        Whether times are written with AM and PM, which goes with the American order unless rows say otherwise.
    """
    if day_first == month_first == 0:
        return DateOrder.MONTH_FIRST if twelve_hours else DateOrder.DAY_FIRST
    likely = twelve_hours or rows < _FEW_ROWS or month_first >= _LEAST_SHARE * rows
    return DateOrder.MONTH_FIRST if month_first > day_first and likely else DateOrder.DAY_FIRST


def is_settled(order: DateOrder, *, day_first: int, month_first: int) -> bool:
    """Say whether rows speak for the order that was chosen: a few that only speak against it settle nothing."""
    return (month_first if order is DateOrder.MONTH_FIRST else day_first) > 0
