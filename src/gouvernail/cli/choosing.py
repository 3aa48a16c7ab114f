"""What was typed of a choice: how many days there are, of which team, and for how long to search."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gouvernail.cli.refusals import Refusal

_MOST_SECONDS: Final = 3600.0


@dataclass(frozen=True)
class Choosing:
    """The question, as typed and checked: days in all, days by team, what is asked for and refused."""

    total: float | None
    by_team: dict[str, float]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    seconds: float = 10.0


def choosing_of(
    *,
    capacity: str | None,
    teams: Sequence[str],
    include: Sequence[str],
    exclude: Sequence[str],
    why: Sequence[str],
    time_limit: str | None,
) -> Choosing:
    """Read the options of a choice.

    Raises
    ------
    Refusal
        When an amount is no number, or no capacity is given at all.
    """
    by_team: dict[str, float] = {}
    for typed in teams:
        name, equals, days = (part.strip() for part in typed.rpartition("="))
        if not name or not equals:
            raise Refusal("team_days", found=typed)
        if name in by_team:
            raise Refusal("team_twice", team=name)
        by_team[name] = amount("--team", days)
    total = None if capacity is None else amount("--capacity", capacity)
    if total is None and not by_team:
        raise Refusal("no_capacity")
    seconds = 10.0 if time_limit is None else amount("--time-limit", time_limit)
    if seconds > _MOST_SECONDS:
        raise Refusal("too_long", found=time_limit, most=_MOST_SECONDS)
    wanted, refused, asked = (tuple(dict.fromkeys(each)) for each in (include, exclude, why))
    return Choosing(total, by_team, wanted, refused, asked, seconds)


def amount(option: str, text: str) -> float:
    """Read a number typed for an option, zero or more.

    Raises
    ------
    Refusal
        When it is none.
    """
    plain = text.strip().replace("\N{NARROW NO-BREAK SPACE}", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    try:
        number = float(plain.replace(",", "."))
    except ValueError:
        raise Refusal("amount", option=option, found=text) from None
    if not math.isfinite(number) or number < 0:
        raise Refusal("amount", option=option, found=text)
    return number
