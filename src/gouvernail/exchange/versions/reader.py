from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.exchange.assembly.fragment import ROW, Fragment
from gouvernail.exchange.options import FileRead
from gouvernail.exchange.problems import Guess
from gouvernail.exchange.versions.absence import Absence, Kind, absence
from gouvernail.exchange.versions.differences import births, compared, differences, removals, says_ends, settled, shaped
from gouvernail.exchange.versions.identity import identified
from gouvernail.exchange.versions.items import born_later, last_lines, with_dates
from gouvernail.exchange.versions.lapsed import forgotten, lapsed, silences
from gouvernail.exchange.versions.order import with_ranks
from gouvernail.exchange.versions.sighting import NTH, Sightings, of_pile, of_stack
from gouvernail.exchange.versions.vanished import Vanished, vanished

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouvernail.exchange.mapping import TableMap
    from gouvernail.exchange.options import Options
    from gouvernail.exchange.tables.table import Table
    from gouvernail.exchange.versions.version import Version

FORMAT: Final = "dated_versions"


def versions_of(versions: "Sequence[Version]", options: "Options", *, ranked: bool = False) -> Fragment:
    """Read a pile of dated copies of one file.

    Parameters
    ----------
    ranked
        The user says that the order of lines is their rank.

    Returns
    -------
    Items as the last version that shows each has them, those that vanished included; the differences between versions
    as changes, dated by the later version; `observed_at` the instants of the versions, `tracked` the columns that the
    versions carry.

    Raises
    ------
    BadInput
        What `assembly.items.items_of` raises for one of the tables; `duplicate_key` inside one version.
    """
    seen = of_pile(versions, options)
    shown = versions[-1].name if versions else ""
    lines, guesses = identified(seen.lines, keyed=seen.keyed, file=shown)
    return _fragment(replace(seen, lines=lines), guesses, "copies", file=shown, ranked=ranked)


def stacked_versions(
    table: "Table",
    mapped: "TableMap",
    column: int,
    options: "Options",
    *,
    kind: Kind | None = None,
    ranked: bool = False,
) -> Fragment:
    """Read one table in which column `column` dates each line: whole copies one after the other, or a log of changes.

    Parameters
    ----------
    kind
        What absence means, when the user says it; otherwise it is found out and shown as a guess.
    ranked
        The user says that the order of lines is their rank.

    Raises
    ------
    BadInput
        `version_unreadable`, and what `assembly.items.items_of` raises.
    """
    seen = of_stack(table, mapped, column, options)
    lines, guesses = identified(seen.lines, keyed=seen.keyed, file=table.name)
    lines = lines.sort(NTH, ROW).unique(["key", NTH], keep="last", maintain_order=True)
    found = absence(lines)
    used = kind or found.kind
    said = Guess(
        f"versions_{used}",
        table.name,
        used,
        {"present_again": found.present_again, "came_back": found.came_back, "versions": len(seen.instants)},
    )
    guesses = guesses if kind else (*guesses, said)
    return _fragment(replace(seen, lines=lines), guesses, used, file=table.name, ranked=ranked, absences=found)


def _fragment(
    seen: Sightings,
    guesses: "Sequence[Guess]",
    kind: Kind,
    *,
    file: str,
    ranked: bool,
    absences: Absence | None = None,
) -> Fragment:
    guesses = list(guesses)
    lines, said = _ranked(seen.lines, kind, file=file, ranked=ranked)
    guesses += said
    if "status" not in lines.columns:
        guesses.append(Guess("versions_no_status", file, "accepted"))
    ends = says_ends(lines)
    lines = settled(lines)
    last = last_lines(lines)
    moves = differences(lines)
    gone = vanished(last, seen.instants, ends=ends) if kind == "copies" else Vanished(_nobody(), 0)
    items = with_dates(last, lines, moves, gone.dropped)
    parts = [moves, births(lines, born_later(items, lines)), removals(gone.dropped)]
    if kind == "log" and absences is not None:
        unseen = lapsed(last, absences, versions=len(seen.instants))
        items = forgotten(items, unseen)
        parts.append(shaped(silences(unseen)))
        if unseen.height:
            guesses.append(Guess("versions_lapsed", file, str(unseen.height), {"items": unseen.height}))
    changes = shaped(pl.concat(parts))
    guesses.append(_summary(seen, moves, gone, file=file))
    return _with_notes(seen, guesses, items=items, changes=changes, kind=kind)


def _ranked(lines: pl.DataFrame, kind: Kind, *, file: str, ranked: bool) -> tuple[pl.DataFrame, list[Guess]]:
    """Take the order of lines for a rank only when the user says so: most lists are in no order that anyone chose."""
    if ranked and kind == "copies":
        return with_ranks(lines), []
    if ranked:
        return lines, [Guess("rank_not_in_log", file, kind)]
    unranked = kind == "copies" and not {"rank", "priority"} & set(lines.columns)
    return lines, [Guess("rank_not_from_lines", file, "rank")] if unranked else []


def _nobody() -> pl.DataFrame:
    return pl.DataFrame(schema={"key": pl.String, "state": pl.String, "gone_at": pl.Datetime("us")})


def _summary(seen: Sightings, moves: pl.DataFrame, gone: Vanished, *, file: str) -> Guess:
    return Guess(
        "versions_read",
        file,
        str(len(seen.instants)),
        {
            "versions": len(seen.instants),
            "first": seen.instants[0] if seen.instants else None,
            "last": seen.instants[-1] if seen.instants else None,
            "changes": moves.height,
            "dropped": gone.dropped.height,
            "unknown": gone.unknown,
        },
    )


def _with_notes(
    seen: Sightings, guesses: list[Guess], *, items: pl.DataFrame, changes: pl.DataFrame, kind: Kind
) -> Fragment:
    fragments = seen.fragments
    own = [guess for fragment in fragments for guess in fragment.guesses if guess.code != "key_from_lines"]
    columns: dict[str, Mapping[str, str]] = {}
    ignored: dict[str, tuple[str, ...]] = {}
    for fragment in fragments:
        columns |= fragment.columns
        ignored |= fragment.ignored
    return Fragment(
        items=items,
        changes=changes,
        tracked=frozenset(name for name in compared(items) if ":" not in name),
        # In a log each change bears its own instant; only copies are looks at the whole list.
        observed_at=seen.instants if kind == "copies" else (),
        origin=seen.origin,
        files=tuple(
            FileRead(each.name, FORMAT, "version", each.rows) for fragment in fragments for each in fragment.files
        ),
        columns=columns,
        ignored=ignored,
        guesses=(*own, *guesses),
        notices=tuple(notice for fragment in fragments for notice in fragment.notices),
        skipped=tuple(problem for fragment in fragments for problem in fragment.skipped),
    )
