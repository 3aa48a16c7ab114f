"""What was decided for the user: first what may change the answer, last and together what reads like any file."""

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouvernail.exchange.problems import Guess
    from gouvernail.exchange.wording import Words

CONSEQUENTIAL: Final = (
    "versions_by_title",
    "versions_key_numbers_lines",
    "key_from_lines",
    "versions_log",
    "versions_copies",
    "versions_lapsed",
    "rank_not_from_lines",
    "rank_not_in_log",
    "date_order_dmy",
    "date_order_mdy",
    "due_is_wished",
    "due_equals_end",
    "due_precise_when_done",
    "due_may_be_real",
    "due_seems_end",
    "date_is_real",
    "start_is_planned",
    "people_sides",
    "versions_no_status",
    "items_from_changes",
    "github_states",
    "trello_lists",
    "github_votes",
    "period_columns",
    "composite_key",
    "column_by_values",
    "column_left",
)
"""Each of these may change a verdict: all are shown, in this order."""

_SEPARATOR: Final = "delimiter_"
_OTHERS: Final = 6
_LIST: Final = ", "


def guess_lines(guesses: "Sequence[Guess]", sentences: "Sequence[str]", words: "Words") -> tuple[list[str], int]:
    """Give the lines to show, and how many more of little consequence there are.

    Parameters
    ----------
    guesses, sentences
        What was guessed, and the sentence of each.
    """
    told: dict[tuple[object, ...], list[int]] = {}
    for index, guess in enumerate(guesses):
        told.setdefault(_same(guess), []).append(index)
    ordered = sorted(told.values(), key=lambda alike: _place(guesses[alike[0]].code))
    serious = [alike for alike in ordered if _place(guesses[alike[0]].code) < len(CONSEQUENTIAL)]
    others = ordered[len(serious) :]
    shown = serious + others[: max(_OTHERS - len(serious), 1)]
    lines = [
        line
        for alike in shown
        for line in _lines([guesses[index] for index in alike], [sentences[index] for index in alike], words)
    ]
    return lines, len(ordered) - len(shown)


def _place(code: str) -> int:
    if code in CONSEQUENTIAL:
        return CONSEQUENTIAL.index(code)
    return len(CONSEQUENTIAL) + (1 if _is_dull(code) else 0)


def _is_dull(code: str) -> bool:
    return code in _FOLDED or code.startswith(_SEPARATOR)


def _same(guess: "Guess") -> tuple[object, ...]:
    """Tell what makes two guesses one line: the same said of several files, or any of a dull kind."""
    if guess.code.startswith(_SEPARATOR):
        return (_SEPARATOR,)
    if guess.code in _FOLDED:
        return (guess.code,)
    return guess.code, guess.value, *sorted((name, str(value)) for name, value in guess.params.items())


def _lines(guesses: "Sequence[Guess]", sentences: "Sequence[str]", words: "Words") -> "Iterator[str]":
    if len(guesses) == 1:
        yield sentences[0]
    elif not _is_dull(guesses[0].code):
        yield words.say("cli.read.and_files", line=sentences[0], n=len(guesses) - 1)
    else:
        yield _folded(guesses, words)


def _folded(guesses: "Sequence[Guess]", words: "Words") -> str:
    code = guesses[0].code
    if code == "version_day":
        days = [guess.params["day"] for guess in guesses]
        return words.say("cli.read.versions", n=len(guesses), first=min(days), last=max(days))  # type: ignore[type-var]  # days, all of them
    if code.startswith(_SEPARATOR):
        values = [words.say(f"cli.read.separator_{guess.code.removeprefix(_SEPARATOR)}") for guess in guesses]
        return words.say("cli.read.delimiters", values=_counted(values, "of_files", words))
    name = "at_line" if code == "header_line" else "of_files"
    return words.say(_FOLDED[code], values=_counted([guess.value for guess in guesses], name, words))


def _counted(values: "Sequence[str]", name: str, words: "Words") -> str:
    return _LIST.join(words.say(f"cli.read.{name}", value=value, n=n) for value, n in Counter(values).most_common())


_FOLDED: Final = {
    "version_day": "cli.read.versions",
    "encoding": "cli.read.encodings",
    "header_line": "cli.read.header_lines",
}
"""Dull kinds, and the sentence in which each is said once for all files."""
