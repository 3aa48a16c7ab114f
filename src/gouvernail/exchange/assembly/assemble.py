"""Fragments of several sources put together into one history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import polars as pl

from gouvernail.exchange.assembly.checks import check_items, rows_of
from gouvernail.exchange.assembly.families import Place, with_parents
from gouvernail.exchange.assembly.faults import Faults, Params
from gouvernail.exchange.assembly.fragment import Fragment, Origin
from gouvernail.exchange.assembly.from_changes import completed, items_from, real_days
from gouvernail.exchange.assembly.joined_links import joined_links
from gouvernail.exchange.assembly.joins import named_calendar, of_known_items, resolved
from gouvernail.exchange.assembly.people import sides, sides_guess
from gouvernail.exchange.assembly.together import gathered, together
from gouvernail.exchange.assembly.whereabouts import whereabouts
from gouvernail.exchange.mapping.flags import filled
from gouvernail.exchange.mapping.profile import Profile
from gouvernail.exchange.problems import BadInput, Guess, Problem
from gouvernail.exchange.values.priorities import priority_levels
from gouvernail.method.history.history import History
from gouvernail.method.history.shape import FRAMES


@dataclass(frozen=True)
class Assembled:
    """A history, what was left out and what must be said of it."""

    history: History
    guesses: tuple[Guess, ...]
    notices: tuple[Problem, ...]
    skipped: tuple[Problem, ...]


def assemble(
    fragments: Sequence[Fragment], *, now: datetime, skip_bad: bool = False, profile: Profile | None = None
) -> Assembled:
    """Put fragments together: join by key, complete from the change log, tell the sides of people, check.

    Parameters
    ----------
    fragments
        What each source gave, in the order of the files.
    now
        The clock: an item created after it is a fault.
    skip_bad
        Leave broken rows out instead of stopping.
    profile
        What the user said of people, states and priorities.

    Raises
    ------
    BadInput
        `no_items` when there is nothing; `duplicate_key`, `created_in_future`, `done_before_created`, `missing_key`,
        `parent_cycle`.
    """
    profile = profile or Profile()
    fragments, skipped = _checked(fragments, now=now, skip_bad=skip_bad)
    calendar, changes = together(fragments, "calendar"), together(fragments, "changes")
    items, guesses = _items(fragments, changes)
    notices: list[Problem] = []
    items, unknown = with_parents(items, _place(fragments, "parent"), skip_bad=skip_bad, where=whereabouts(fragments))
    notices += unknown
    items = named_calendar(items, calendar)
    if changes is not None:
        changes, strangers = _joined(fragments, "changes", changes, items)
        notices += strangers
        items = real_days(completed(items, changes), changes)
    items, scale, unread = _with_levels(items, changes, profile, _place(fragments, "priority"))
    touches, strangers = _touches(fragments, items, changes, profile)
    notices += [*unread, *strangers]
    links, strangers = _links(fragments, items)
    notices += strangers
    outcomes, strangers = _outcomes(fragments, items)
    notices += strangers
    frames = {
        "items": items,
        "changes": changes,
        "touches": touches,
        "outcomes": outcomes,
        "links": links,
        "calendar": calendar,
    }
    shaped: dict[str, Any] = {name: _of_shape(frame, name) for name, frame in frames.items() if frame is not None}
    history = History.of(
        tracked=frozenset().union(*(each.tracked for each in fragments)),
        observed_at=gathered(fragments, "observed_at"),
        priority_scale=scale or None,
        **shaped,
    )
    file = _place(fragments, "reporter").file
    return Assembled(
        history,
        (*gathered(fragments, "guesses"), *guesses, *sides_guess(history.touches, _owners(items, changes), file)),
        (*gathered(fragments, "notices"), *notices),
        (*gathered(fragments, "skipped"), *skipped),
    )


def _checked(
    fragments: Sequence[Fragment], *, now: datetime, skip_bad: bool
) -> tuple[list[Fragment], tuple[Problem, ...]]:
    """Check the rows that their reader did not, and keys across sources: each fragment gives its own lines."""
    kept: list[Fragment] = []
    skipped: list[Problem] = []
    with_items = [each for each in fragments if each.items is not None]
    for fragment in fragments:
        if fragment.items is None or (fragment.checked and len(with_items) == 1):
            kept.append(fragment)
            continue
        seen = [(_file(each), each.items["key"]) for each in kept if each.items is not None]
        checked, faults = _check(fragment, seen, now=now, skip_bad=skip_bad)
        kept.append(checked)
        skipped += faults
    return kept, tuple(skipped)


def _check(
    fragment: Fragment, seen: list[tuple[str, pl.Series]], *, now: datetime, skip_bad: bool
) -> tuple[Fragment, tuple[Problem, ...]]:
    items = fragment.items
    if items is None:
        return fragment, ()
    given = fragment.origin or Origin(place=lambda row: (_file(fragment), row + 1))
    rows = rows_of(items)
    origin = replace(given, place=lambda row: given.place(int(rows[row])))
    faults = Faults(origin, items.height)
    if not fragment.checked:
        check_items(items, origin, faults, now=now)
    for file, keys in seen:
        again = items["key"].is_in(keys.implode())
        faults.add("key_in_two_files", again, field="key", found=items["key"], params=_both(file, _file(fragment)))
    skipped = faults.settle(skip_bad=skip_bad)
    return (replace(fragment, items=items.filter(~faults.bad)) if skipped else fragment), skipped


def _both(other: str, own: str) -> Params:
    return lambda _: {"other": other, "own": own}


def _file(fragment: Fragment) -> str:
    return fragment.files[0].name if fragment.files else ""


def _items(fragments: Sequence[Fragment], changes: pl.DataFrame | None) -> tuple[pl.DataFrame, list[Guess]]:
    items = together(fragments, "items")
    if items is not None and not items.is_empty():
        return items, []
    first = next((each.name for fragment in fragments for each in fragment.files), "")
    if changes is None or changes.is_empty():
        raise BadInput(Problem("no_items", first))
    items = items_from(changes, _named(fragments))
    return items, [Guess("items_from_changes", first, str(items.height), {"n": items.height})]


def _named(fragments: Sequence[Fragment]) -> pl.DataFrame | None:
    """Every key of the change logs, with its title where they carry it."""
    titles = [each.titles() for each in fragments if each.titles is not None]
    return pl.concat(titles, how="diagonal").unique("key", keep="last", maintain_order=True) if titles else None


def _place(fragments: Sequence[Fragment], field: str) -> Place:
    for fragment in fragments:
        if fragment.items is not None:
            header = fragment.origin.headers.get(field) if fragment.origin else None
            return Place(_file(fragment), header)
    return Place(_file(fragments[0]) if fragments else "", None)


def _joined(
    fragments: Sequence[Fragment], frame: str, rows: pl.DataFrame, items: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    file = next((_file(each) for each in fragments if getattr(each, frame) is not None), "")
    rows = rows.with_columns(resolved(rows["key"], items).alias("key")) if "_alias" in items.columns else rows
    return of_known_items(rows, items["key"], code=f"unknown_keys_{frame}", file=file)


def _with_levels(
    items: pl.DataFrame, changes: pl.DataFrame | None, profile: Profile, place: Place
) -> tuple[pl.DataFrame, dict[str, int], list[Problem]]:
    """Rank the words of priorities, those that only the change log remembers too."""
    if "priority" not in items.columns:
        return items, {}, []
    used = items["priority"].unique().drop_nulls()
    words = pl.concat([used, *_moved(changes, "priority")]).unique().drop_nulls()
    levels = priority_levels(words, scale=profile.priorities or None)
    scale = dict(pl.DataFrame({"word": words, "level": levels}).drop_nulls().iter_rows())
    unread = sorted(set(filled(used).drop_nulls().to_list()) - set(scale))
    if "priority_level" not in items.columns:
        level = items["priority"].replace_strict(words, levels, default=None, return_dtype=pl.Int32)
        items = items.with_columns(level.alias("priority_level"))
    notice = Problem("unknown_priority", place.file, None, place.header, ", ".join(unread[:6]), {"n": len(unread)})
    return items, scale, [notice] if unread else []


def _moved(changes: pl.DataFrame | None, field: str) -> list[pl.Series]:
    """Distinct values that a field had in the change log, before and after."""
    if changes is None:
        return []
    rows = changes.lazy().filter(pl.col("field") == field)
    sides = pl.collect_all([rows.select(pl.col(side).unique().alias(field)) for side in ("old", "new")])
    return [frame.to_series().cast(pl.String) for frame in sides]


def _touches(
    fragments: Sequence[Fragment], items: pl.DataFrame, changes: pl.DataFrame | None, profile: Profile
) -> tuple[pl.DataFrame, list[Problem]]:
    given = together(fragments, "touches")
    notices: list[Problem] = []
    parts = []
    if given is not None:
        given, notices = _joined(fragments, "touches", given, items)
        parts.append(given)
    if {"reporter", "created_at"} <= set(items.columns):
        parts.append(_creations(items, given))
    if not parts:
        return pl.DataFrame(schema={"key": pl.String}), notices
    return sides(pl.concat(parts, how="diagonal"), _owners(items, changes), profile), notices


def _creations(items: pl.DataFrame, given: pl.DataFrame | None) -> pl.DataFrame:
    created = items.lazy().filter(pl.col("reporter").is_not_null() & pl.col("created_at").is_not_null())
    if given is not None and "kind" in given.columns and "create" in given["kind"].unique():
        known = given.lazy().filter(pl.col("kind") == "create").select("key")
        created = created.join(known, on="key", how="anti")
    return created.select(
        "key", pl.col("created_at").alias("at"), pl.col("reporter").alias("person"), pl.lit("create").alias("kind")
    ).collect()


def _owners(items: pl.DataFrame, changes: pl.DataFrame | None) -> pl.Series:
    owners = [items["owner"].unique()] if "owner" in items.columns else []
    everyone = [*owners, *_moved(changes, "owner"), pl.Series("owner", [], dtype=pl.String)]
    return pl.concat(everyone).unique()


def _outcomes(fragments: Sequence[Fragment], items: pl.DataFrame) -> tuple[pl.DataFrame | None, list[Problem]]:
    outcomes = together(fragments, "outcomes")
    return (None, []) if outcomes is None else _joined(fragments, "outcomes", outcomes, items)


def _links(fragments: Sequence[Fragment], items: pl.DataFrame) -> tuple[pl.DataFrame | None, list[Problem]]:
    links = together(fragments, "links")
    if links is None:
        return None, []
    file = next((_file(each) for each in fragments if each.links is not None), "")
    return joined_links(links, items, file=file)


def _of_shape(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    return frame.select(column for column in frame.columns if column in FRAMES[name])
