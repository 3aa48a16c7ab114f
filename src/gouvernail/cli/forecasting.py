"""What was typed of a forecast: how many items, by which date, judged on which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gouvernail.cli.asking import whole
from gouvernail.cli.inputs import day_of, past_day_of

_MOST_ITEMS: Final = 1_000_000
_LEAST_WEEKS: Final = 6
_MOST_WEEKS: Final = 26
_MOST_SEED: Final = 2**63


@dataclass(frozen=True)
class Forecasting:
    """The question, as typed and checked.

    Attributes
    ----------
    history
        Weeks to look back.
    today
        None for the day of the clock.
    """

    items: int
    stated: date | None = None
    history: int = 12
    today: date | None = None
    seed: int = 1


def forecasting_of(typed: Mapping[str, str | None]) -> Forecasting:
    """Read the options of a forecast: `items`, `date`, `history`, `today` and `seed`, as typed.

    Raises
    ------
    Refusal
        When a number or a day is none, or is out of range.
    """
    stated, today = typed.get("date"), typed.get("today")
    return Forecasting(
        items=whole("--items", typed.get("items") or "", 0, _MOST_ITEMS),
        stated=None if stated is None else day_of("--date", stated),
        history=whole("--history", typed.get("history") or "12", _LEAST_WEEKS, _MOST_WEEKS),
        today=None if today is None else past_day_of("--today", today),
        seed=whole("--seed", typed.get("seed") or "1", 0, _MOST_SEED),
    )
