"""Read the file of thresholds, and refuse what makes no sense in it."""

import math
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

from gouvernail.method.thresholds.invalid import InvalidThresholds
from gouvernail.method.thresholds.threshold import Threshold

MARKS: Final = ("[L]", "[P]", "[choice]")
_PARTS: Final = ("scoring", "urgency", "robustness")
_KEYS: Final = frozenset({"value", "unit", "range", "source"})
_OPTIONAL: Final = frozenset({"order", "count", "whole"})
_BELOW: Final = (  # pairs of which the first stays below the second
    ("scoring.tentative", "scoring.reliable"),
    ("robustness.out", "robustness.sure"),
)


def number(key: str) -> float:
    """Give a threshold that is one figure."""
    [value] = numbers(key)
    return value


def whole(key: str) -> int:
    """Give a threshold that is a count."""
    return int(number(key))


def numbers(key: str) -> tuple[float, ...]:
    """Give a threshold that is some figures together.

    Raises
    ------
    InvalidThresholds
        When the file is wrong, or lacks this threshold.
    """
    found = shipped().get(key)
    if found is None:
        raise InvalidThresholds("missing", key=key, found="", expected=f"[{key}]")
    return found.values


@cache
def shipped() -> Mapping[str, Threshold]:
    """Read the file that comes with the product, once: each threshold by its key, in the order of the file."""
    return load(files(__package__).joinpath("thresholds.toml").read_text(encoding="utf-8"))


def load(text: str) -> dict[str, Threshold]:
    """Read thresholds.

    Raises
    ------
    InvalidThresholds
        When the text is no TOML, names what does not exist, or holds a value that makes no sense.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidThresholds("unreadable", key=str(error), found=text[:60], expected="TOML") from error
    found = {}
    for part, named in tables.items():
        if part not in _PARTS or not isinstance(named, dict):
            raise InvalidThresholds("unknown", key=part, found=named, expected=", ".join(_PARTS))
        for name, table in named.items():
            key = f"{part}.{name}"
            if not isinstance(table, dict):
                raise InvalidThresholds("wrong_kind", key=key, found=table, expected=f"[{key}]")
            found[key] = _threshold(key, table)
    for low, high in _BELOW:
        if low in found and high in found and not found[low].values < found[high].values:
            [top] = found[high].values
            raise InvalidThresholds("out_of_order", key=low, found=found[low].values[0], expected=f"< {top:g}")
    return found


def _threshold(key: str, table: dict[str, Any]) -> Threshold:
    for name in _KEYS - set(table):
        raise InvalidThresholds("missing", key=f"{key}.{name}", found="", expected=f"{name} = …")
    for name in set(table) - _KEYS - _OPTIONAL:
        near = get_close_matches(name, _KEYS | _OPTIONAL, n=1)
        expected = near[0] if near else ", ".join(sorted(_KEYS | _OPTIONAL))
        raise InvalidThresholds("unknown", key=f"{key}.{name}", found=name, expected=expected)
    source = table["source"]
    if not isinstance(source, str) or not source.startswith(MARKS):
        raise InvalidThresholds("no_source", key=f"{key}.source", found=source, expected=" | ".join(MARKS))
    given = table["value"] if isinstance(table["value"], list) else [table["value"]]
    values = tuple(_figure(key, one, *table["range"], is_whole=table.get("whole", False)) for one in given)
    if len(values) != (count := table.get("count", 1)):
        raise InvalidThresholds("wrong_kind", key=key, found=list(values), expected=f"[{', '.join(['…'] * count)}]")
    _check_order(key, values, table.get("order"))
    return Threshold(key, values, str(table["unit"]), source)


def _figure(key: str, value: object, low: float, high: float, *, is_whole: bool) -> float:
    kind = int if is_whole else int | float
    if isinstance(value, bool) or not isinstance(value, kind):
        raise InvalidThresholds("wrong_kind", key=key, found=value, expected="3" if is_whole else "0.5")
    if not (math.isfinite(value) and low <= value <= high):
        raise InvalidThresholds("out_of_range", key=key, found=value, expected=f"{low:g}–{high:g}")
    return float(value)


def _check_order(key: str, values: tuple[float, ...], order: str | None) -> None:
    if order is None:
        return
    rising = values if order == "up" else values[::-1]
    if any(one >= two for one, two in pairwise(rising)):
        wanted = (" < " if order == "up" else " > ").join("abcd"[: len(values)])
        raise InvalidThresholds("out_of_order", key=key, found=list(values), expected=wanted)
