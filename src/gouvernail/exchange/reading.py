"""The one door of every import: paths in, a history and what must be known about it out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from gouvernail.exchange.assembly.assemble import Assembled, assemble
from gouvernail.exchange.assembly.checks import utc
from gouvernail.exchange.assembly.fragment import Fragment
from gouvernail.exchange.assembly.together import gathered, merged
from gouvernail.exchange.formats.records import is_records, read_records, record_format
from gouvernail.exchange.formats.side_tables import read_table
from gouvernail.exchange.formats.tabular import recognise
from gouvernail.exchange.mapping import Profile, TableMap, load, map_table
from gouvernail.exchange.mapping.composite import shared_keys
from gouvernail.exchange.mapping.guess import Around
from gouvernail.exchange.mapping.named import check_named, files_not_read
from gouvernail.exchange.mapping.profile import parse
from gouvernail.exchange.mapping.resolved import resolved
from gouvernail.exchange.mapping.side_sheets import without_side_sheets
from gouvernail.exchange.options import FileRead, Options, Progress, TableSeen
from gouvernail.exchange.problems import Guess, Problem
from gouvernail.exchange.sources import Source, open_paths
from gouvernail.exchange.tables import Table, read_tables
from gouvernail.exchange.versions import read_versions, told_apart
from gouvernail.method.history import History

T = TypeVar("T")
R = TypeVar("R")
Mapped = tuple[Table, TableMap]
_SAMPLES: Final = 3
"""Rows shown to whoever corrects the columns of a table."""

__all__ = ["FileRead", "Options", "Progress", "Reading", "read"]


@dataclass(frozen=True)
class Reading:
    """What an import gave.

    `columns` says, file by file, which header was taken for which field (`{"tickets.csv": {"Créé": "created_at"}}`)
    and `ignored` which were left; `skipped` holds the broken rows when `skip_bad` was asked for; `notices` are faults
    that did not stop the reading (an unknown parent, an unreadable priority). `mapping` is everything that was decided
    of tables, as `gouvernail.exchange.mapping.dump` writes it for `--save-mapping`.
    """

    history: History
    files: tuple[FileRead, ...]
    guesses: tuple[Guess, ...] = ()
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    skipped: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    mapping: Profile = field(default_factory=Profile)


def read(paths: Sequence[Path], options: Options) -> Reading:
    """Read exports of any known kind into one history.

    Parameters
    ----------
    paths
        Files, folders and archives: a table or a JSON export of items, with comments, links, changes and calendars
        beside it, or dated versions of one table.
    options
        What the user decided; `options.progress` is told what is being read.

    Raises
    ------
    BadInput
        The first fault, with file, line, column and what to do about it.
    """
    profile = load(options.mapping) if options.mapping is not None else Profile()
    if options.version_column is not None:
        profile = Profile(version_column=options.version_column).over(profile)
    sources = open_paths(paths)
    steps = _Steps(options, 2 * len(sources) + 2)
    records, tables = _opened(sources, options, steps)
    profile = _chosen(options, records, tables).over(profile)
    fragments = [read_records(name, each, options, profile) for name, each in records.items()]
    mapped = mapped_tables(tables, profile, sole=not records, now=utc(options.now))
    if options.seen is not None:
        options.seen([_seen(*each) for each in mapped])
    fragments += _fragments(mapped, options, steps)
    steps.next("assemble")
    assembled = assemble(fragments, now=options.now, skip_bad=options.skip_bad, profile=profile)
    steps.done()
    unread = files_not_read([*tables], profile)
    return _reading(fragments, replace(assembled, notices=(*assembled.notices, *unread)), mapped)


def _chosen(options: Options, records: Mapping[str, list[Source]], tables: Sequence[Table]) -> Profile:
    """Ask what was decided for tables of these headers."""
    if options.choose is None:
        return Profile()
    headers: dict[str, tuple[str, ...]] = dict.fromkeys(records, ())
    return parse(options.choose(headers | {table.name: table.headers for table in tables}), "mapping", is_shown=False)


def _seen(table: Table, mapped: TableMap) -> TableSeen:
    fields = {number: name for name, numbers in mapped.columns.items() for number in numbers}
    rows = tuple(table.cells.head(_SAMPLES).iter_rows())
    return TableSeen(table.name, mapped.format, mapped.role, table.headers, fields, rows, table.cells.height)


class _Steps:
    def __init__(self, options: Options, of: int) -> None:
        self._progress, self._of, self._at = options.progress, of, 0

    def next(self, what: str) -> None:
        if self._progress is not None:
            self._progress(what, min(1.0, self._at / self._of))
        self._at += 1

    def done(self) -> None:
        if self._progress is not None:
            self._progress("", 1.0)


def _opened(sources: list[Source], options: Options, steps: _Steps) -> tuple[dict[str, list[Source]], list[Table]]:
    records: dict[str, list[Source]] = {}
    texts: list[Source] = []
    for source in sources:
        if is_records(source):
            records.setdefault(record_format(source, skip_bad=options.skip_bad), []).append(source)
        else:
            texts.append(source)
    read = _two_by_two(lambda source: read_tables(source, skip_bad=options.skip_bad), texts)
    tables = []
    for source, found in zip(texts, read, strict=True):
        steps.next(source.name)
        tables += found
    return records, tables


def _fragments(mapped: list[Mapped], options: Options, steps: _Steps) -> list[Fragment]:
    """Read tables as dated versions where they are, each by its role otherwise."""
    items = [each for each in mapped if each[1].role == "items"]
    steps.next(", ".join(table.name for table, _ in items[:1]))
    versions = read_versions(items, options)
    left = mapped if versions is None else [each for each in mapped if each[1].role != "items"]
    fragments = list(versions or ())
    read = _two_by_two(lambda each: read_table(*each, options), left)
    for (table, _), fragment in zip(left, read, strict=True):
        steps.next(table.name)
        fragments.append(fragment)
    return fragments


def _two_by_two(work: Callable[[T], R], on: Sequence[T]) -> Iterator[R]:
    """Do the same work on several files, two at a time; results and faults come in the order of the files."""
    if len(on) < 2:  # nothing to share
        yield from map(work, on)
        return
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield from pool.map(work, on)


def mapped_tables(
    tables: list[Table], profile: Profile, *, sole: bool = True, now: datetime | None = None
) -> list[Mapped]:
    """Map every table; a calendar or links that stand alone are taken as items, since nothing else is."""
    mapped = without_side_sheets(_mapped(tables, profile, sole=sole and len(tables) == 1, now=now))
    if sole and mapped and not any(each.role in {"items", "changes"} for _, each in mapped):
        return _mapped(tables, profile, sole=True, now=now)
    return shared_keys(mapped)


def _mapped(tables: list[Table], profile: Profile, *, sole: bool, now: datetime | None) -> list[Mapped]:
    check_named(tables, profile)
    alike: dict[tuple[str, ...], list[Table]] = {}
    for table in tables:
        alike.setdefault(table.headers, []).append(table)
    mapped = []
    for table in tables:
        format_id, known = recognise(table)
        around = Around(sole, now, alike[table.headers])
        found = map_table(table, profile, known=known, format_id=format_id, around=around)
        mapped.append((table, told_apart(table, found)))
    return mapped


def _reading(fragments: Sequence[Fragment], assembled: Assembled, mapped: Sequence[Mapped]) -> Reading:
    return Reading(
        history=assembled.history,
        files=gathered(fragments, "files"),
        guesses=assembled.guesses,
        columns=merged(fragments, "columns"),
        ignored=merged(fragments, "ignored"),
        skipped=assembled.skipped,
        notices=assembled.notices,
        mapping=_with_words(resolved(mapped), assembled.history) if mapped else Profile(),
    )


def _with_words(profile: Profile, history: History) -> Profile:
    """Add to what was decided of columns what was understood of the words of states and priorities."""
    items = history.items.lazy()
    states = items.select("status", "state").drop_nulls().unique().sort("state", "status").collect()
    levels = items.select("priority", "priority_level").drop_nulls().unique().sort("priority_level").collect()
    whole_scale = levels["priority_level"].to_list() == list(range(1, levels.height + 1))
    understood = Profile(
        states=dict(states.unique("status", maintain_order=True).iter_rows()),
        priorities=tuple(levels["priority"]) if whole_scale else (),
    )
    return profile.over(understood)
