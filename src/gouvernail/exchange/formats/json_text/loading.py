import gc
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from gouvernail.exchange.problems import BadInput, Guess, Problem
from gouvernail.exchange.sources.encoding import guess_of, text_of
from gouvernail.exchange.sources.source import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gouvernail.exchange.sources.source import Source

_SHOWN: Final = 60
_LONGEST_FIRST: Final = 8 * 1024**2
"""Bytes of a first line: a longer one is a whole export on one line, to be read at once."""
# A lone half of a surrogate pair is legal JSON and illegal text: Polars and every file would refuse it.
_LONE_SURROGATE: Final = re.compile(
    r"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD])[c-fC-F][0-9a-fA-F]{2})"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its file, and its line when each line is a value."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def problem(self, code: str, *, column: str | None = None, found: object = None, **params: object) -> Problem:
        """Give a fault that stands here."""
        shown = None if found is None else shorten(found)
        return Problem(code, self.file, self.line, column, shown, params)


@dataclass(frozen=True)
class Loaded:
    """The values of one file, each with its place, the encoding that was guessed, and the lines that were skipped."""

    values: list[tuple[Place, Any]]
    guesses: tuple[Guess, ...] = ()
    skipped: tuple[Problem, ...] = ()


def load(source: "Source", *, skip_bad: bool, keep: "Callable[[Any], Any] | None" = None) -> Loaded:
    """Read one file of JSON (one value) or of JSON lines (a value a line).

    Parameters
    ----------
    keep
        What is kept of each value, so that half a gigabyte of lines is never whole in memory.

    Raises
    ------
    BadInput
        `json_empty`, `json_truncated`, `json_broken`, `json_too_deep`, with the line and the column of the fault.
        A broken line among JSON lines is skipped when `skip_bad` asks for it.
    """
    streamed = _streamed(source, skip_bad=skip_bad, keep=keep)
    if streamed is not None:
        return streamed
    text, guess = _decoded(source)
    place = Place(source.name)
    if not text.strip():
        raise BadInput(place.problem("json_empty"))
    try:
        value = _parsed(text)
        return Loaded([(place, value if keep is None else keep(value))], (guess,))
    except RecursionError:
        raise BadInput(place.problem("json_too_deep")) from None
    except ValueError as fault:
        if _looks_like_lines(text):
            values, skipped = _load_lines(source.name, _lines(text), skip_bad=skip_bad, keep=keep)
            return Loaded(values, (guess,), skipped)
        raise BadInput(_problem(source.name, text, fault)) from None


@contextmanager
def without_collector() -> Iterator[None]:
    """Read many objects without the cycle collector: JSON has no cycles, and each pass over millions of objects costs.

    Measured on 100,000 issues: half of the reading time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def shorten(found: object) -> str:
    """Give what was read, short enough for a sentence."""
    text = " ".join((found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _streamed(source: "Source", *, skip_bad: bool, keep: "Callable[[Any], Any] | None") -> Loaded | None:
    """Read JSON lines in UTF-8 line by line; None for all else, which is read whole."""
    if source.size > LARGEST:
        return None
    try:
        with source.stream() as stream:
            first = stream.readline(_LONGEST_FIRST)
            if not (first.endswith(b"\n") and first.startswith(b"{") and isinstance(_parsed(first.decode()), dict)):
                return None
            lines = ((number, line.decode()) for number, line in enumerate(chain([first], stream), start=1))
            lines = ((number, _whole_letters(line.removesuffix("\n"))) for number, line in lines if line.strip())
            values, skipped = _load_lines(source.name, lines, skip_bad=skip_bad, keep=keep)
    except (OSError, ValueError, RecursionError):  # to be said in full by the reading of the whole
        return None
    return Loaded(values, (guess_of(source.name, "utf-8"),), skipped) if len(values) + len(skipped) > 1 else None


def _decoded(source: "Source") -> tuple[str, Guess]:
    read = text_of(source)
    return _whole_letters(read.data.decode("utf-8")), read.guess


def _whole_letters(text: str) -> str:
    return _LONE_SURROGATE.sub(r"\\ufffd", text) if "\\ud" in text or "\\uD" in text else text


def _parsed(text: str) -> Any:
    return json.loads(text)


def _looks_like_lines(text: str) -> bool:
    """Say whether the first line is a whole object and another line follows."""
    first, found, rest = text.lstrip().partition("\n")
    if not (found and rest.strip() and first.startswith("{")):
        return False
    second = rest.lstrip()[:1]
    try:
        return isinstance(_parsed(first), dict)
    except (ValueError, RecursionError):
        # The first line may be the broken one: lines of objects begin and end with braces.
        return second == "{" and first.rstrip().endswith("}")


def _load_lines(
    name: str, lines: "Iterable[tuple[int, str]]", *, skip_bad: bool, keep: "Callable[[Any], Any] | None"
) -> tuple[list[tuple[Place, Any]], tuple[Problem, ...]]:
    values: list[tuple[Place, Any]] = []
    problems: list[Problem] = []
    for number, line in lines:
        try:
            value = _parsed(line)
            values.append((Place(name, number), value if keep is None else keep(value)))
        except RecursionError:
            problems.append(Place(name, number).problem("json_too_deep"))
        except ValueError as fault:
            problems.append(_problem(name, line, fault, line=number))
    if problems and not skip_bad:
        raise BadInput(problems[0], total=len(problems), more=tuple(problems[1:]))
    return values, tuple(problems)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    number, start = 0, 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        number += 1
        line = text[start:end]
        if line.strip():
            yield number, line
        start = end + 1


def _problem(name: str, text: str, fault: ValueError, *, line: int | None = None) -> Problem:
    if not isinstance(fault, json.JSONDecodeError):  # a number of thousands of digits
        return Problem("json_number", name, line)
    truncated = fault.pos >= len(text.rstrip()) or fault.msg.startswith("Unterminated string")
    return Problem(
        "json_truncated" if truncated else "json_broken",
        name,
        line if line is not None else fault.lineno,
        str(fault.colno),
        shorten(text[fault.pos : fault.pos + _SHOWN]) or shorten(text.rstrip()[-_SHOWN // 2 :]),
    )
