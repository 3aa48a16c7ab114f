"""From headers, values and what is said by hand to the map of one table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Final

import polars as pl

from gouvernail.exchange.mapping.checks import fits, looks_like
from gouvernail.exchange.mapping.composite import composite_key
from gouvernail.exchange.mapping.dates import date_columns, date_header
from gouvernail.exchange.mapping.fields import COMPLETED, REPEATED, is_field
from gouvernail.exchange.mapping.flags import delivered_flags
from gouvernail.exchange.mapping.lexicon import LOOSE, fold_header, meaning
from gouvernail.exchange.mapping.overwritten import Overwritten, overwritten
from gouvernail.exchange.mapping.period_columns import period_columns
from gouvernail.exchange.mapping.profile import IGNORE, Profile
from gouvernail.exchange.mapping.roles import role_of
from gouvernail.exchange.mapping.row_evidence import RowEvidence
from gouvernail.exchange.mapping.separators import guessed_separators
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.problems import BadInput, Guess, Problem
from gouvernail.exchange.tables.table import Table

_BY_VALUES: Final = ("key", "status", "title")
"""Fields that values alone can give, the most distinctive first."""

Columns = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Around:
    """What a table is read among.

    Attributes
    ----------
    sole
        The table is the only one to read (see `roles.role_of`).
    now
        The clock: a column of days still to come holds announced dates.
    alike
        Every table that has these headers, this one too: versions of one list mean the same by the same column.
    """

    sole: bool = False
    now: datetime | None = None
    alike: Sequence[Table] = ()


def map_table(
    table: Table,
    user: Profile,
    *,
    known: Profile | None = None,
    format_id: str = "generic",
    around: Around | None = None,
) -> TableMap:
    """Decide what each column of a table is.

    Parameters
    ----------
    user
        What was said by hand: it wins, and every header it names must be there.
    known, format_id
        The format that was recognised, if any: it wins over the lexicon.
    around
        What the table is read among; by default, other tables whose headers differ.

    Raises
    ------
    BadInput
        `mapping_unknown_header` when the user names a header that the table does not have.
    """
    around = around or Around()
    user = user.for_file(table.name)
    profile = user.over(known) if known is not None else user
    role = profile.role or role_of(table.headers, table.name, sole=around.sole)
    columns, settled = _said(table, user, role)
    if known is not None:
        _by_format(table, known, role, columns, settled)
    guesses = (
        _by_dates(_together(table, around.alike), columns, settled, profile, around.now) if role == "items" else []
    )
    guesses += _by_headers(table, role, columns, settled)
    written_over = Overwritten()
    if role == "items":
        _last_resorts(columns)
        guesses += _by_values(table, columns, settled)
        guesses += period_columns(table, columns)
        guesses += composite_key(table, columns, version=profile.version_column) if not user.key else []
        whole = _together(table, around.alike)
        status = _status(whole, columns, settled)
        written_over = overwritten(
            whole, columns, user, lambda: RowEvidence.of(status, profile.states, now=around.now), around.now
        )
    separators = guessed_separators(table, columns, profile) if role == "items" else {}
    return TableMap(
        role=role,
        format=format_id,
        columns=columns,
        delivered=delivered_flags(table, columns, profile) if role == "items" else {},
        real_when_done=written_over.fields,
        profile=replace(profile, separators={**profile.separators, **separators}),
        guesses=(*guesses, *written_over.guesses),
    )


def _said(table: Table, user: Profile, role: str) -> tuple[Columns, set[int]]:
    columns: Columns = {}
    settled: set[int] = set()
    for header, field in user.columns.items():
        numbers = find(table, header)
        # A mapping may hold the headers of several files: what is not of this role is not asked of this table.
        if not numbers and field not in {IGNORE, ""} and is_field(field, role) and _must_be_here(user, table):
            raise missing_header(table, header, user)
        settled.update(numbers)
        if numbers and field not in {IGNORE, ""} and is_field(field, role):
            columns[field] = columns.get(field, ()) + tuple(numbers)
    if user.key:
        columns["key"] = tuple(_one(table, header, user) for header in user.key)
        settled.update(columns["key"])
    return columns, settled


def _must_be_here(user: Profile, table: Table) -> bool:
    # Where none of the headers is here, the mapping speaks of another file.
    return any(find(table, header) for header in user.columns)


def _one(table: Table, header: str, user: Profile) -> int:
    numbers = find(table, header)
    if not numbers:
        raise missing_header(table, header, user)
    return numbers[0]


def find(table: Table, header: str) -> list[int]:
    """Give the columns of a header: as written, else without case and accents; a final `*` matches any ending."""
    exact = [number for number, each in enumerate(table.headers) if each == header]
    if exact:
        return exact
    if header.endswith("*"):
        pattern = fold_header(header[:-1]) + "*"
        return [number for number, each in enumerate(table.headers) if fnmatchcase(fold_header(each), pattern)]
    folded = fold_header(header)
    return [number for number, each in enumerate(table.headers) if folded and fold_header(each) == folded]


def missing_header(table: Table, header: str, user: Profile) -> BadInput:
    """Say that a header which was named is not in the table, with those that resemble it."""
    near = get_close_matches(header, table.headers, n=3, cutoff=0.5) or list(table.headers[:8])
    return BadInput(
        Problem(
            "mapping_unknown_header",
            user.source or table.name,
            user.line_of(header),
            found=header,
            params={"header": header, "table": table.name, "near": ", ".join(near)},
        )
    )


def _by_format(table: Table, known: Profile, role: str, columns: Columns, settled: set[int]) -> None:
    for header, field in known.columns.items():
        numbers = [number for number in find(table, header) if number not in settled]
        if not numbers:
            continue
        settled.update(numbers)
        if field not in {IGNORE, ""} and is_field(field, role):
            _add(columns, field, numbers)


def _add(columns: Columns, field: str, numbers: Iterable[int]) -> None:
    columns[field] = columns.get(field, ()) + tuple(numbers)


def _by_dates(table: Table, columns: Columns, settled: set[int], profile: Profile, now: datetime | None) -> list[Guess]:
    """Tell announced dates from real ones; every date column is settled, those that lose are left."""
    found, seen, guesses = date_columns(
        table,
        settled,
        taken=columns.keys(),
        status=_status(table, columns, settled),
        states=profile.states,
        now=now,
    )
    columns.update({field: (number,) for field, number in found.items()})
    settled.update(seen)
    return guesses


def _together(table: Table, alike: Sequence[Table]) -> Table:
    if len(alike) < 2 or not any(date_header(header) for header in table.headers):
        return table
    return replace(table, cells=pl.concat(each.cells for each in alike))


def _status(table: Table, columns: Columns, settled: set[int]) -> pl.Series | None:
    """Give the column of status words, before headers are read: already said, or by its header."""
    if "status" in columns:
        return table.cells[str(columns["status"][0])]
    found = [
        (said[1], number)
        for number, header in enumerate(table.headers)
        if number not in settled and (said := meaning(header, "items")) is not None and said[0] == "status"
    ]
    fitting = (table.cells[str(number)] for _, number in sorted(found) if fits(table.cells[str(number)], "status"))
    return next(fitting, None)


def _by_headers(table: Table, role: str, columns: Columns, settled: set[int]) -> list[Guess]:
    candidates: list[tuple[int, int, str]] = []
    for number, header in enumerate(table.headers):
        found = meaning(header, role) if number not in settled else None
        if found is not None:
            candidates.append((found[1], number, found[0]))
    taken_by: dict[str, str] = {}
    contradicted: list[tuple[str, str]] = []
    for place, number, field in sorted(candidates):
        header = table.headers[number]
        if field in columns and not _may_join(field, header, taken_by):
            continue
        if fits(table.cells[str(number)], field):
            _add(columns, field, [number])
            taken_by[field] = header
            settled.add(number)
        elif place < LOOSE and field not in REPEATED:  # a column of remarks is no list of comments: nothing odd
            contradicted.append((header, field))
    return [
        Guess("column_left", table.name, header, {"field": field})
        for header, field in contradicted
        if field not in columns and header
    ]


def _may_join(field: str, header: str, taken_by: dict[str, str]) -> bool:
    """Say whether one more column may carry a field: the same header again, or another one where they complete."""
    if field not in taken_by:
        return False  # said by hand or by the format
    return field in COMPLETED or (field in REPEATED and taken_by[field] == header)


def _last_resorts(columns: Columns) -> None:
    if "key" not in columns and "alias" in columns:
        columns["key"] = columns.pop("alias")[:1]


def _by_values(table: Table, columns: Columns, settled: set[int]) -> list[Guess]:
    guesses = []
    for field in _BY_VALUES:
        if field in columns:
            continue
        for number, header in enumerate(table.headers):
            if number not in settled and looks_like(table.cells[str(number)], field):
                columns[field] = (number,)
                settled.add(number)
                guesses.append(Guess("column_by_values", table.name, header, {"field": field}))
                break
    return guesses
