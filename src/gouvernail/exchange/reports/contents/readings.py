"""What was read, what was guessed, and what was left out."""

from typing import TYPE_CHECKING, Final

from gouvernail.exchange.reports.alike import alike
from gouvernail.exchange.reports.contents.findings import field_name
from gouvernail.exchange.reports.contents.parts import Heading, ReadingPart, Table
from gouvernail.exchange.reports.contents.printable import printable
from gouvernail.exchange.reports.contents.tables import rest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouvernail.exchange.problems import Guess, Problem
    from gouvernail.exchange.reading import Reading
    from gouvernail.exchange.wording import Words

_SHOWN: Final = 20
"""Broken rows and notices written out; the rest is counted."""


def reading_part(words: "Words", reading: "Reading") -> ReadingPart:
    """Word one reading."""
    return ReadingPart(
        files=_files(words, reading),
        columns=tuple(_columns(words, reading, name) for name in _described(reading)),
        guesses=tuple(_guesses(words, reading.guesses)),
        notices=_problems(words, reading.notices),
        skipped=_problems(words, reading.skipped),
        notices_rest=_more(words, reading.notices),
        skipped_rest=_more(words, reading.skipped),
    )


def _files(words: "Words", reading: "Reading") -> Table:
    names = ("file", "format", "role", "rows")
    return Table(
        caption=words.say("report.reading.files"),
        headings=tuple(Heading(words.say(f"report.reading.{name}"), numeric=name == "rows") for name in names),
        rows=tuple(
            (
                printable(file.name),
                _named(words, f"formats.{file.format}", file.format),
                _named(words, f"report.roles.{file.role}", file.role),
                words.say("report.cells.count", value=file.rows),
            )
            for file in reading.files
        ),
        total=len(reading.files),
    )


def _described(reading: "Reading") -> list[str]:
    return sorted({*reading.columns, *reading.ignored})


def _columns(words: "Words", reading: "Reading", name: str) -> Table:
    taken = [
        (printable(header), field_name(words, field if "." in field else f"items.{field}"))
        for header, field in reading.columns.get(name, {}).items()
    ]
    left = [(printable(header), words.say("report.reading.ignored")) for header in reading.ignored.get(name, ())]
    return Table(
        caption=words.say("report.reading.columns", file=printable(name)),
        headings=(Heading(words.say("report.reading.header")), Heading(words.say("report.reading.field"))),
        rows=tuple(taken + left),
        total=len(taken) + len(left),
    )


def _guesses(words: "Words", guesses: "Sequence[Guess]") -> "Iterator[str]":
    for guess, files in alike(guesses):
        said = guess_sentence(words, guess)
        yield words.say("report.reading.and_files", line=said, n=files - 1) if files > 1 else said


def guess_sentence(words: "Words", guess: "Guess") -> str:
    """Word what was guessed of one file."""
    values = {**guess.params, "file": printable(guess.file), "value": printable(guess.value)}
    return words.say(f"guesses.{guess.code}", **values)


def _problems(words: "Words", problems: "Sequence[Problem]") -> tuple[str, ...]:
    return tuple(_problem(words, problem) for problem in problems[:_SHOWN])


def _problem(words: "Words", problem: "Problem") -> str:
    found = None if problem.found is None else printable(problem.found)
    column = None if problem.column is None else printable(problem.column)
    values = {**problem.params, "file": printable(problem.file), "line": problem.line, "column": column, "found": found}
    place = "line" if problem.line is not None else "file"
    where = words.say(f"report.place.{place}", file=values["file"], line=problem.line)
    return words.say("report.place.problem", where=where, what=words.say(f"problems.{problem.code}.what", **values))


def _more(words: "Words", problems: "Sequence[Problem]") -> str:
    return rest_of(words, len(problems), _SHOWN)


def _named(words: "Words", key: str, fallback: str) -> str:
    return words.say(key) if words.has(key) else fallback
