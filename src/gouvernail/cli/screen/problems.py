"""What is wrong with a file: where, what was found, what was expected, what to do."""

from typing import TYPE_CHECKING, Final

from gouvernail.cli.screen.console import screen
from gouvernail.cli.screen.layout import block, bullets, text
from gouvernail.exchange.reports.contents.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from gouvernail.exchange.problems import BadInput, Problem
    from gouvernail.exchange.wording import Words

_LINES: Final = 8
_SKIP: Final = "--skip-bad"
_OF_THE_WHOLE: Final = (
    "mapping_",
    "thresholds_",
    "prerequisite_",
    "no_",
    "version",
    "mixed_encoding",
    "bad_encoding",
    "field_too_large",
    "too_many_columns",
)
"""Faults that stand on a line without being those of one row: skipping it would mend nothing."""
_AT_A_CHARACTER: Final = frozenset({"json_truncated", "json_broken", "mixed_encoding", "bad_encoding"})
"""Faults of which the column is a place in the line, not a column of a table."""


def show_bad_input(error: "BadInput", words: "Words", *, skipping: bool) -> None:
    """Say on standard error what is wrong; `skipping` when broken rows were already to be skipped."""
    with screen(stderr=True) as console:
        _show(console, error, words, skipping=skipping)


def _show(console: "Console", error: "BadInput", words: "Words", *, skipping: bool) -> None:
    problem = error.problem
    values = _values(problem)
    console.print(text((words.say("cli.error", what=_place(problem, words)), "bold red")))
    if problem.found is not None:
        block(console, words.say("cli.problems.found", found=values["found"]))
    block(console, words.say(f"problems.{problem.code}.what", **values))
    to_do = words.say(f"problems.{problem.code}.do", **values)
    block(console, words.say("cli.problems.do", do=to_do))
    if error.total > 1:
        _more(console, error, words)
    of_a_row = problem.line is not None and not problem.code.startswith(_OF_THE_WHOLE)
    if of_a_row and not skipping and _SKIP not in to_do:
        block(console, words.say("cli.problems.skip"))


def _more(console: "Console", error: "BadInput", words: "Words") -> None:
    first, others = error.problem, error.total - 1
    lines = [each.line for each in error.more if (each.code, each.file) == (first.code, first.file)]
    if len(lines) == len(error.more) and all(lines):
        shown = ", ".join(map(str, lines[:_LINES])) + ("…" if others > len(lines[:_LINES]) else "")
        block(console, words.say("cli.problems.more", n=others, lines=shown))
        return
    block(console, words.say("cli.problems.more_elsewhere", n=others))
    bullets(console, _briefly(error.more[:_LINES], words), indent=2)


def _briefly(problems: "Iterable[Problem]", words: "Words") -> "Iterator[str]":
    for each in problems:
        what = words.say(f"problems.{each.code}.what", **_values(each))
        yield words.say("report.place.problem", where=_place(each, words), what=what)


def _place(problem: "Problem", words: "Words") -> str:
    kind = "_".join(name for name in ("line", "column") if getattr(problem, name) is not None) or "file"
    if kind == "line_column" and problem.code in _AT_A_CHARACTER:
        kind = "line_character"
    values = _values(problem)
    return words.say(f"cli.problems.{kind}", **values)


def _values(problem: "Problem") -> dict[str, object]:
    return {
        **problem.params,
        "file": printable(problem.file),
        "line": problem.line,
        "column": None if problem.column is None else printable(problem.column),
        "found": None if problem.found is None else printable(problem.found),
    }
