"""Which of several date columns is announced, real or a start: by their headers, then by their rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

import polars as pl

from gouvernail.exchange.mapping.checks import fits
from gouvernail.exchange.mapping.lexicon import LOOSE, fold_header, lexicon, meaning, other_writings
from gouvernail.exchange.mapping.row_evidence import RowEvidence
from gouvernail.exchange.problems import Guess
from gouvernail.exchange.tables.table import Table

FIELDS: Final = ("due_on", "done_at", "started_at")
_WISHED_RANK: Final = 500
_PLAIN_RANK: Final = 1000
"""After every explicit word: a plain "Date de livraison" gives way to "Livraison prévue"."""


@dataclass(frozen=True)
class DateHeader:
    """What a header says of its dates.

    Attributes
    ----------
    moment
        "start" or "end".
    said
        "planned", "real", or "plain" where only the rows can tell.
    rank
        Lower is surer, among headers of one moment.
    """

    moment: str
    said: str
    rank: int


def date_header(header: str) -> DateHeader | None:
    """Tell whether a header speaks of a start or an end, announced or real; None when it speaks of something else."""
    writings = [each for each in (fold_header(header), *other_writings(header)) if each]
    for writing in writings:
        found = _words_of(writing)
        if found is not None:
            return found
        if set(writing.split()) & set(lexicon()["dates"]["never"]):
            return None
    return None


@cache
def _words_of(writing: str) -> DateHeader | None:
    exact = meaning(writing, "items")
    exact = exact if exact is not None and exact[1] < LOOSE else None
    if exact is not None and exact[0] not in FIELDS:
        return None
    tokens = writing.split()
    lists = lexicon()["dates"]
    if exact is None and set(tokens) & set(lists["never"]):
        return None
    planned, real = _planned(tokens), _first(tokens, lists["real"])
    start, end = (_first(tokens, lists[name]) for name in ("start", "end"))
    if start is not None or end is not None:
        moment = "start" if start is not None and (end is None or tokens[0] != "fin") else "end"
        return _said(moment, planned, real, end if moment == "end" else start)
    if exact is not None:
        return _explicit(exact)
    if planned is not None or real is not None:
        # "Date souhaitée", "Prévu le": a qualifier and a word for a day; "Prévu" alone may be anything.
        return _said("end", planned, real, 0) if set(tokens) & set(lists["words"]) else None
    return None


def _planned(tokens: list[str]) -> int | None:
    """Rank the words that announce; a wish or a first announcement gives way to the others."""
    lists = lexicon()["dates"]
    wished, planned = (_first(tokens, lists[name]) for name in ("wished", "planned"))
    at_first = _first(tokens, lists["at_first"])
    if wished is not None:
        return _WISHED_RANK + wished
    return planned if at_first is None else _WISHED_RANK + len(lists["wished"]) + at_first


def is_wished(header: str) -> bool:
    """Tell whether a header speaks of a day that was wished or asked for, which nobody promised."""
    tokens = fold_header(header).split()
    return _first(tokens, lexicon()["dates"]["wished"]) is not None


def _said(moment: str, planned: int | None, real: int | None, subject: int | None) -> DateHeader:
    if real is not None:
        return DateHeader(moment, "real", 100 * real + (subject or 0))
    if planned is not None:
        return DateHeader(moment, "planned", planned)
    return DateHeader(moment, "plain", _PLAIN_RANK + (subject or 0))


def _explicit(exact: tuple[str, int]) -> DateHeader:
    field, place = exact
    if field == "due_on":
        return DateHeader("end", "planned", place)
    return DateHeader("start" if field == "started_at" else "end", "real", place)


def _first(tokens: list[str], words: list[str]) -> int | None:
    text = f" {' '.join(tokens)} "
    return next((place for place, word in enumerate(words) if f" {word} " in text), None)


def date_columns(
    table: Table,
    settled: set[int],
    *,
    taken: Collection[str] = (),
    status: pl.Series | None,
    states: Mapping[str, str],
    now: datetime | None,
) -> tuple[dict[str, int], set[int], list[Guess]]:
    """Decide which column is announced, real or started, among those whose header speaks of a start or an end.

    Announced and real words are believed; a plain "Date de MEP" is real when it is filled on delivered rows and not on
    the others, announced otherwise; a plain "Date de début" filled on rows that did not start is a plan, and left.

    Parameters
    ----------
    settled
        Columns that are already taken.
    taken
        Fields that have their column already.
    status, states
        Column of status words, and the words that the mapping explains.
    now
        The clock: what is still to come has not happened.

    Returns
    -------
    Field to column, every column that was looked at, and what was decided: of the columns that are chosen, only.
    """
    found = {
        number: said
        for number, header in enumerate(table.headers)
        if number not in settled and (said := date_header(header)) is not None and _is_date(table, number, said)
    }
    if not found:
        return {}, set(), []
    rows = RowEvidence.of(status, states, now=now)
    promised = any(said.said == "planned" and said.moment == "end" for said in found.values())
    guesses: list[Guess] = []
    ranked: dict[str, list[tuple[bool, int, int]]] = {name: [] for name in FIELDS}
    for number, said in found.items():
        column = table.cells[str(number)]
        field = _field(said, column, rows, promised=promised)
        if said.said == "plain" and field is None:
            guesses.append(Guess("start_is_planned", table.name, table.headers[number]))
        if field is not None and not (field != "due_on" and not fits(column, field)):
            ranked[field].append((column.null_count() == column.len(), said.rank, number))
    chosen = {field: min(each)[2] for field, each in ranked.items() if each and field not in taken}
    return chosen, set(found), guesses + _decided(table, chosen, found)


def _decided(table: Table, chosen: Mapping[str, int], found: Mapping[int, DateHeader]) -> list[Guess]:
    """Say what the rows decided of the chosen columns, and that a wish is read as an announcement."""
    guesses: list[Guess] = []
    done, due = chosen.get("done_at"), chosen.get("due_on")
    if done is not None and found[done].said == "plain":
        guesses.append(Guess("date_is_real", table.name, table.headers[done]))
    if due is not None and is_wished(table.headers[due]):
        guesses.append(Guess("due_is_wished", table.name, table.headers[due]))
    return guesses


def _is_date(table: Table, number: int, said: DateHeader) -> bool:
    column = table.cells[str(number)]
    return fits(column, "started_at" if said.moment == "start" else "due_on")


def _field(said: DateHeader, column: pl.Series, rows: RowEvidence, *, promised: bool) -> str | None:
    if said.moment == "start":
        planned = said.said == "planned" or (said.said == "plain" and rows.filled_before_start(column))
        return None if planned else "started_at"
    if said.said == "plain":
        return "done_at" if rows.filled_at_the_end(column, promised=promised) else "due_on"
    return "done_at" if said.said == "real" else "due_on"
