"""What the people of the demonstration want, and what becomes of it; read from `backlog.toml`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

FIRST_WEEK: Final = 30  # of the requests: the compass was written two weeks before
LAST_WEEK: Final = 77
_ASKED_BEFORE: Final = (5, 3, 2, 1, 1)  # weeks between what each one asks and the item
UNSAID: Final = -1


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One request: who, when (weeks from the start), what, and how urgent they say that it is."""

    who: str
    week: int
    title: str
    need: str
    claimed: int | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One item, the week when it is written, and the requests that it answers."""

    key: str
    title: str
    week: int
    objective: str
    data_object: str
    value: int
    complexity: int
    days: tuple[int, int]
    needs: tuple[str, ...]
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, kw_only=True)
class Course:
    """Everything that is wanted, and what it is for."""

    compass: dict[str, str]
    objectives: tuple[dict[str, Any], ...]
    versions: tuple[dict[str, Any], ...]
    items: tuple[Plan, ...]
    waiting: tuple[Wish, ...]
    evidence: tuple[dict[str, Any], ...]
    views: tuple[dict[str, Any], ...]  # where teams see things differently


def course() -> Course:
    """Read the wishes. Items are written in the order of their prerequisites, evenly from week to week."""
    given = tomllib.loads(files(__package__).joinpath("backlog.toml").read_text(encoding="utf-8"))
    ordered = list(_ordered(given["items"]))
    span = LAST_WEEK - FIRST_WEEK - max(_ASKED_BEFORE)
    return Course(
        compass=given["compass"],
        objectives=tuple(given["objectives"]),
        versions=tuple(given["versions"]),
        items=tuple(
            _plan(one, FIRST_WEEK + max(_ASKED_BEFORE) + place * span // len(ordered))
            for place, one in enumerate(ordered)
        ),
        waiting=tuple(
            _wish(line, LAST_WEEK - 6 + place % 7)
            for group in given["waiting"]
            for place, line in enumerate(group["asked"])
        ),
        evidence=tuple(given["evidence"]),
        views=tuple(given["views"]),
    )


def _ordered(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give each item after those that it needs."""
    left, known = list(items), set[str]()
    while left:
        ready = next(one for one in left if known.issuperset(one.get("needs", ())))
        left.remove(ready)
        known.add(ready["key"])
        yield ready


def _plan(given: dict[str, Any], week: int) -> Plan:
    return Plan(
        key=given["key"],
        title=given["title"],
        week=week,
        objective=given.get("objective", ""),
        data_object=given.get("data", ""),
        value=given["value"],
        complexity=given["complexity"],
        days=(given["days"][0], given["days"][1]),
        needs=tuple(given.get("needs", ())),
        wishes=tuple(_wish(line, week - _ASKED_BEFORE[place]) for place, line in enumerate(given["asked"])),
    )


def _wish(line: list[Any], week: int) -> Wish:
    who, title, need, claimed = line
    return Wish(who=who, week=week, title=title, need=need, claimed=None if claimed == UNSAID else claimed)
