"""What was read, what was decided for the user, and what is missing."""

from typing import TYPE_CHECKING, Final

from gouvernail.cli.screen.guesses import guess_lines
from gouvernail.cli.screen.layout import block, bullets, pairs, rows_table, title
from gouvernail.exchange.reports.contents.readings import guess_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from gouvernail.exchange.reports.contents import Contents
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words

_FILES: Final = 8
_DESCRIBED: Final = 3
_LINES: Final = 6
_MISSING: Final = 6


def show_reading(console: "Console", report: "Report", contents: "Contents", *, words: "Words", judged: str) -> None:
    """Show one reading."""
    part = contents.reading
    title(console, contents.labels["reading"])
    rows_table(console, part.files.headings, part.files.rows[:_FILES])
    _rest(console, len(part.files.rows) - _FILES, words)
    pairs(console, _facts(contents, words))
    for name, lines, left in _lists(report, contents, words):
        console.print()
        block(console, name, style="bold")
        bullets(console, lines, indent=2)
        _rest(console, left, words, indent=2)
    console.print()
    block(console, judged)


def _facts(contents: "Contents", words: "Words") -> "Iterator[tuple[str, str]]":
    yield contents.labels["period"], contents.period
    missing = [unlocking.field for unlocking in contents.unlocking]
    if missing:
        left = len(missing) - _MISSING
        more = [words.say("cli.read.more", n=left)] if left > 0 else []
        yield words.say("cli.read.missing"), ", ".join([*missing[:_MISSING], *more])


def _lists(report: "Report", contents: "Contents", words: "Words") -> "Iterator[tuple[str, Sequence[str], int]]":
    part, reading = contents.reading, report.reading
    columns = list(_columns(contents, words))
    said = [guess_sentence(words, guess) for guess in reading.guesses]
    lists = (
        (words.say("cli.read.understood"), columns[:_LINES], len(columns) - _LINES),
        (words.say("cli.read.guessed"), *guess_lines(reading.guesses, said, words)),
        (words.say("cli.read.notices"), part.notices[:_LINES], len(reading.notices) - _LINES),
        (
            words.say("cli.read.skipped", n=len(reading.skipped)),
            part.skipped[:_LINES],
            len(reading.skipped) - _LINES,
        ),
    )
    return ((name, lines, left) for name, lines, left in lists if lines)


def _columns(contents: "Contents", words: "Words") -> "Iterator[str]":
    tables = contents.reading.columns
    left_aside = words.say("report.reading.ignored")
    for table in tables[:_DESCRIBED]:
        taken = [
            words.say("cli.read.pair", header=one, field=field) for one, field in table.rows if field != left_aside
        ]
        ignored = [header for header, field in table.rows if field == left_aside]
        yield words.say("cli.read.columns", file=table.caption, pairs=", ".join(taken))
        if ignored:
            yield words.say("cli.read.ignored", headers=", ".join(ignored))
    if len(tables) > _DESCRIBED:
        yield words.say("cli.read.more_files", n=len(tables) - _DESCRIBED)


def _rest(console: "Console", count: int, words: "Words", *, indent: int = 1) -> None:
    if count > 0:
        block(console, words.say("cli.read.more", n=count), indent=indent, style="dim")
