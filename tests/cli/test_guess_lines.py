"""What was guessed is shown by consequence, and what reads like any file is folded."""

from datetime import date

from gouvernail.cli.screen.guesses import CONSEQUENTIAL, guess_lines
from gouvernail.exchange.problems import Guess
from gouvernail.exchange.wording import Words
from gouvernail.exchange.wording.words import sentences

ENGLISH = Words("en")


def _lines(guesses: list[Guess]) -> tuple[list[str], int]:
    return guess_lines(guesses, [f"{guess.code} {guess.value}" for guess in guesses], ENGLISH)


def test_versions_encodings_and_separators_are_one_line_each() -> None:
    guesses = [
        guess
        for month in range(1, 13)
        for guess in (
            Guess("encoding", f"{month}.csv", "CP1252" if month < 3 else "UTF-8"),
            Guess("delimiter_comma", f"{month}.csv", ","),
            Guess("version_day", f"{month}.csv", "", {"day": date(2025, month, 1)}),
            Guess("header_line", f"{month}.csv", "3"),
        )
    ]
    lines, left = _lines(guesses)
    assert left == 0
    assert len(lines) == 4
    assert any("12\N{NO-BREAK SPACE}files" in line and "1 December 2025" in line for line in lines)
    assert any("UTF-8" in line and "CP1252" in line for line in lines)


def test_what_may_change_a_verdict_comes_first_and_is_never_hidden() -> None:
    dull = [Guess("total_line", f"{number}.csv", str(number)) for number in range(30)]
    columns = [Guess("column_by_values", "a.csv", f"c{number}") for number in range(9)]
    telling = [Guess("date_is_real", "a.csv", "MEP"), Guess("versions_by_title", "a.csv", "")]
    lines, left = _lines([*dull, *columns, *telling])
    assert lines[:2] == ["versions_by_title ", "date_is_real MEP"]
    assert all(f"column_by_values c{number}" in lines for number in range(9))
    assert left == len(dull) - (len(lines) - len(columns) - len(telling))
    assert left > 0


def test_the_same_said_of_several_files_is_said_once() -> None:
    lines, left = _lines([Guess("date_is_real", f"{number}.csv", "MEP") for number in range(4)])
    assert (lines, left) == (["date_is_real MEP Likewise for 3\N{NO-BREAK SPACE}other files."], 0)


def test_what_comes_first_is_what_can_be_guessed() -> None:
    assert set(CONSEQUENTIAL) <= set(sentences("en", "guesses"))
