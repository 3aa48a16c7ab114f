"""What was typed of a plan: how many iterations, how long, from when, and what is asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gouvernail.cli.asking import whole
from gouvernail.cli.choosing import amount
from gouvernail.cli.inputs import day_of
from gouvernail.cli.refusals import Refusal

_MOST_ITERATIONS: Final = 200
_MOST_WEEKS: Final = 26.0
_MOST_SECONDS: Final = 3600.0
_MOST_SEED: Final = 2**63


@dataclass(frozen=True)
class Planning:
    """The question, as typed and checked.

    Attributes
    ----------
    iterations
        None when it was not said.
    start
        First day of the first iteration; None for today.
    why
        `ITEM`, or `ITEM=OTHER` as typed: a name may hold that sign.
    forward
        (item, iteration).
    """

    iterations: int | None = None
    weeks: float = 2.0
    start: date | None = None
    why: tuple[str, ...] = ()
    forward: tuple[tuple[str, int], ...] = ()
    seconds: float = 5.0
    seed: int = 1


def planning_of(typed: Mapping[str, str | None], *, why: Sequence[str], forward: Sequence[str]) -> Planning:
    """Read the options of a plan: `iterations`, `weeks`, `start`, `time_limit` and `seed`, as typed.

    Raises
    ------
    Refusal
        When a number or a day is none, or is out of range.
    """
    weeks = 2.0 if typed.get("weeks") is None else amount("--weeks", typed["weeks"] or "")
    if not 0 < weeks <= _MOST_WEEKS:
        raise Refusal("iteration_weeks", found=typed["weeks"], most=_MOST_WEEKS)
    seconds = 5.0 if typed.get("time_limit") is None else amount("--time-limit", typed["time_limit"] or "")
    if seconds > _MOST_SECONDS:
        raise Refusal("too_long", found=typed["time_limit"], most=_MOST_SECONDS)
    iterations, start = typed.get("iterations"), typed.get("start")
    return Planning(
        iterations=None if iterations is None else whole("--iterations", iterations, 1, _MOST_ITERATIONS),
        weeks=weeks,
        start=None if start is None else day_of("--start", start),
        why=tuple(dict.fromkeys(why)),
        forward=tuple(dict.fromkeys(_forward(each) for each in forward)),
        seconds=seconds,
        seed=whole("--seed", typed.get("seed") or "1", 0, _MOST_SEED),
    )


def _forward(text: str) -> tuple[str, int]:
    name, equals, iteration = (part.strip() for part in text.rpartition("="))
    if not name or not equals:
        raise Refusal("forward_iteration", found=text)
    return name, whole("--forward", iteration, 1, _MOST_ITERATIONS)
