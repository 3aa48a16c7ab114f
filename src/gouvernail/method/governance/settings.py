"""The thresholds of the rules: `thresholds.toml`, and what a user lays over it."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from gouvernail.method.governance.model import QuorumRule, RoleKind, Seat

_MOST = 100_000


class InvalidSettings(ValueError):
    """Raised when thresholds cannot be used.

    Attributes
    ----------
    code
        `unreadable`, `unknown_key`, `wrong_kind` or `out_of_range`.
    key
        Where, dotted: `ghost.days`; for an unreadable text: the line and column.
    expected
        What could stand there.
    """

    def __init__(self, code: str, *, key: str, found: object, expected: str) -> None:
        super().__init__(f"Thresholds of governance, {key}: {found!r}. Expected: {expected}.")
        self.code, self.key, self.found, self.expected = code, key, str(found), expected


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds of method.md section 7; days, counts, and shares from 0 to 1. `sources` are by table."""

    required_roles: frozenset[RoleKind]
    ghost_days: int
    overload_duties: int
    exempt_roles: frozenset[RoleKind]
    crowd_consulted: int
    crowd_share: float
    single_point_duties: int
    tolerance_days: int
    least_adherence: float
    least_planned: int
    quorum: QuorumRule
    sources: Mapping[str, str]


def load(text: str | None = None) -> Settings:
    """Give the thresholds that come with the product, with a user's laid over them.

    Parameters
    ----------
    text
        TOML that repeats the tables and keys that it changes. A table changed without its own `source` loses it. The
        seats of the quorum, when given, replace all the seats.

    Raises
    ------
    InvalidSettings
        When the text is no TOML, names what does not exist, or holds a value that makes no sense.
    """
    if text is None:
        return _defaults()
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSettings("unreadable", key=str(error), found=text[:80], expected="TOML") from error
    return _typed(_laid_over(tomllib.loads(default_text()), given))


def default_text() -> str:
    """Give the commented file that comes with the product."""
    return files(__package__).joinpath("thresholds.toml").read_text(encoding="utf-8")


@cache
def _defaults() -> Settings:
    return _typed(tomllib.loads(default_text()))


def _laid_over(defaults: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    merged = dict(defaults)
    for name, table in given.items():
        _known(name, defaults, name)
        if not isinstance(table, dict):
            raise InvalidSettings("wrong_kind", key=name, found=table, expected=f"a table [{name}]")
        for key in table:
            _known(f"{name}.{key}", defaults[name], key)
        merged[name] = {**defaults[name], "source": "", **table}
    return merged


def _known(where: str, table: dict[str, Any], key: str) -> None:
    if key not in table:
        near = get_close_matches(key, table, n=1)
        raise InvalidSettings("unknown_key", key=where, found=key, expected=near[0] if near else ", ".join(table))


def _typed(tables: dict[str, Any]) -> Settings:
    return Settings(
        required_roles=_roles(tables, "vacancy.roles"),
        ghost_days=_whole(tables, "ghost.days", 1),
        overload_duties=_whole(tables, "overload.duties", 0),
        exempt_roles=_roles(tables, "orphan.exempt"),
        crowd_consulted=_whole(tables, "crowd.consulted", 0),
        crowd_share=_share(tables, "crowd.share"),
        single_point_duties=_whole(tables, "single_point.duties", 0),
        tolerance_days=_whole(tables, "cadence.tolerance_days", 0),
        least_adherence=_share(tables, "cadence.adherence"),
        least_planned=_whole(tables, "cadence.planned", 1),
        quorum=QuorumRule(_seats(tables["quorum"]["seats"]), _share(tables, "quorum.voter_share")),
        sources={name: str(table["source"]) for name, table in tables.items()},
    )


def _seats(tables: Any) -> tuple[Seat, ...]:
    if not isinstance(tables, dict):
        raise InvalidSettings("wrong_kind", key="quorum.seats", found=tables, expected="tables [quorum.seats.name]")
    return tuple(_seat(name, table) for name, table in tables.items())


def _seat(name: str, table: Any) -> Seat:
    where = f"quorum.seats.{name}"
    if not isinstance(table, dict) or "roles" not in table:
        raise InvalidSettings("wrong_kind", key=where, found=table, expected='roles = ["..."]')
    for key in table:
        _known(f"{where}.{key}", {"roles": (), "accountable": False}, key)
    accountable = table.get("accountable", False)
    if not isinstance(accountable, bool):
        raise InvalidSettings("wrong_kind", key=f"{where}.accountable", found=accountable, expected="true or false")
    return Seat(name, _roles({name: table}, f"{name}.roles", where=where), accountable=accountable)


def _roles(tables: dict[str, Any], path: str, where: str = "") -> frozenset[RoleKind]:
    name, key = path.rsplit(".", 1)
    names = tables[name][key]
    wrong = (
        [one for one in names if not isinstance(one, str) or one not in set(RoleKind)]
        if isinstance(names, list)
        else [names]
    )
    if wrong:
        expected = f"a list among {', '.join(RoleKind)}"
        raise InvalidSettings("wrong_kind", key=f"{where}.{key}" if where else path, found=wrong[0], expected=expected)
    return frozenset(RoleKind(one) for one in names)


def _share(tables: dict[str, Any], path: str) -> float:
    return _number(tables, path, 0, 1)


def _whole(tables: dict[str, Any], path: str, low: int) -> int:
    value = _number(tables, path, low, _MOST)
    if value != int(value):
        raise InvalidSettings("wrong_kind", key=path, found=value, expected="a whole number")
    return int(value)


def _number(tables: dict[str, Any], path: str, low: float, high: float) -> float:
    name, key = path.split(".")
    value = tables[name][key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidSettings("wrong_kind", key=path, found=value, expected="a number")
    if not (math.isfinite(value) and low <= value <= high):
        raise InvalidSettings("out_of_range", key=path, found=value, expected=f"{low:g} to {high:g}")
    return float(value)
