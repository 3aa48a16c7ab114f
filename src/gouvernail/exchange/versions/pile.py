"""Seeing that several tables are dated versions of one file."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.problems import BadInput, Guess, Problem
from gouvernail.exchange.values.folding import fold, fold_series
from gouvernail.exchange.versions.naming import days_of
from gouvernail.exchange.versions.settings import settings
from gouvernail.exchange.versions.titles import similar_pairs
from gouvernail.exchange.versions.version import Version

if TYPE_CHECKING:
    from gouvernail.exchange.mapping import TableMap
    from gouvernail.exchange.options import Options
    from gouvernail.exchange.tables.table import Table

Mapped = tuple["Table", "TableMap"]

_PART: Final = re.compile(r" › |[/\\]")
_REVISION: Final = re.compile(r"(?<![a-z0-9])v(?:ersion)?[-_. ]?(\d+)(?![a-z0-9])")


def pile_of(tables: Sequence[Mapped], options: "Options") -> tuple[list[Version], list[Guess]] | None:
    """Give the versions, oldest first, when the tables of items are dated copies of one file; otherwise None.

    Days come from `options.dates` (one a file, in the order given), else from the names of files, sheets or folders.

    Raises
    ------
    BadInput
        `versions_undated` when copies of one file have no day, `versions_same_day` when two have the same one,
        `dates_count` when there are not as many days as files.
    """
    if len(tables) < _FEWEST:
        if options.dates and tables:
            raise BadInput(
                Problem("dates_count", tables[0][0].name, params={"dates": len(options.dates), "files": len(tables)})
            )
        return None
    groups = _said(tables, options.dates) if options.dates else _named(tables)
    if not options.dates and not _are_copies(list(groups.values())):
        return None
    undated = next((name for name, (day, _) in groups.items() if day is None), None)
    if undated is not None:
        raise BadInput(Problem("versions_undated", undated, params={"files": len(groups)}))
    versions = _ordered([(name, day, own) for name, (day, own) in groups.items() if day is not None])
    guesses = [
        Guess("version_day", version.name, version.at.date().isoformat(), {"day": version.at.date()})
        for version in versions
    ]
    return versions, [] if options.dates else guesses


_FEWEST: Final = 2
_Groups = dict[str, tuple[date | None, list[Mapped]]]


def _said(tables: Sequence[Mapped], dates: Sequence[date]) -> _Groups:
    """Group tables by file, and date each file by what was said."""
    for depth in (1, None):
        groups: dict[str, list[Mapped]] = {}
        for table, mapped in tables:
            parts = table.name.split(" › ")
            groups.setdefault(" › ".join(parts[:depth]), []).append((table, mapped))
        if len(groups) == len(dates):
            return {name: (day, own) for (name, own), day in zip(groups.items(), dates, strict=True)}
    files = len({table.name.split(" › ")[0] for table, _ in tables})
    raise BadInput(Problem("dates_count", tables[0][0].name, params={"dates": len(dates), "files": files}))


def _named(tables: Sequence[Mapped]) -> _Groups:
    """Group tables by the innermost part of their name that says a day: sheet, file, then folder."""
    parts = [_PART.split(table.name) for table, _ in tables]
    deepest = max(len(each) for each in parts)
    days: list[date | None] = [None] * len(tables)
    dated = [table.name for table, _ in tables]
    for depth in range(1, deepest + 1):
        names = [each[-depth] if depth <= len(each) else "" for each in parts]
        for number, day in enumerate(days_of(names)):
            if days[number] is None and day is not None:
                days[number] = day
                own = parts[number]
                dated[number] = " › ".join(own[: len(own) - depth + 1])
    groups: _Groups = {}
    for (table, mapped), name, day in zip(tables, dated, days, strict=True):
        groups.setdefault(name, (day, []))[1].append((table, mapped))
    return groups


def _are_copies(groups: "Sequence[tuple[date | None, list[Mapped]]]") -> bool:
    """Say whether each group has the columns and the items of another one."""
    if len(groups) < _FEWEST:
        return False
    headers = [{fold(header) for table, _ in own for header in table.headers if header} for _, own in groups]
    items = [_names(own) for _, own in groups]
    rule = settings()
    pairs = zip(pairwise(headers), pairwise(items), strict=True)
    return all(
        _shared(before, after) >= rule.same_headers and _found_again(old, new) >= rule.same_items
        for (before, after), (old, new) in pairs
    )


def _found_again(old: set[str], new: set[str]) -> float:
    """Give the part of the smaller set that is in the other one: by equal names, by similar ones when those are few."""
    equal = _shared(old, new)
    if equal >= settings().same_items:
        return equal
    pairs = similar_pairs(sorted(old), sorted(new), at_least=settings().similar)
    smaller = "left" if len(old) <= len(new) else "right"
    return pairs[smaller].n_unique() / min(len(old), len(new)) if pairs.height else 0.0


def _names(own: "Sequence[Mapped]") -> set[str]:
    """Give what the items of a version are called: titles, else keys."""
    found: set[str] = set()
    for table, mapped in own:
        names = mapped.series(table, "title")
        names = names if names is not None else mapped.series(table, "key")
        if names is not None:
            found |= set(fold_series(names.drop_nulls().unique()).to_list())
    return found


def _shared(before: set[str], after: set[str]) -> float:
    smaller = min(len(before), len(after))
    return len(before & after) / smaller if smaller else 0.0


def _ordered(found: "Sequence[tuple[str, date, list[Mapped]]]") -> list[Version]:
    """Sort by day, then by revision ("v2", "v3") of one day; each later revision a second after the former."""
    _check_distinct(found)
    keyed = sorted(((day, _revision(name), name, own) for name, day, own in found), key=lambda each: each[:3])
    versions: list[Version] = []
    for day, _, name, own in keyed:
        at = datetime.combine(day, time())
        if versions and versions[-1].at >= at:
            at = versions[-1].at + timedelta(seconds=1)
        versions.append(Version(name, at, tuple(own)))
    return versions


def _revision(name: str) -> int:
    found = _REVISION.findall(fold(name))
    return int(found[-1]) if found else 0


def _check_distinct(found: "Sequence[tuple[str, date, list[Mapped]]]") -> None:
    seen: dict[tuple[date, int], str] = {}
    for name, day, _ in found:
        other = seen.setdefault((day, _revision(name)), name)
        if other != name:
            raise BadInput(
                Problem("versions_same_day", name, found=day.isoformat(), params={"other": other, "day": day})
            )
