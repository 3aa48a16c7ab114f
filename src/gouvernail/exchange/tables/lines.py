"""Lines as files mean them, and text without noise: shared by every way of reading a delimited text."""

import io
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BREAKS: Final = re.compile("[\x0b\x0c\x1c-\x1e]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f]")
_BLANK: Final = " \t\r\n"


def is_blank(fields: "Sequence[str]") -> bool:
    """Say whether a row holds nothing but spaces."""
    return not "".join(fields).strip(_BLANK)


def printable(text: str) -> str:
    """Take control characters out: a vertical tab is a line break of Office, the others are noise."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", text))


def split_lines(text: str) -> list[str]:
    r"""Split at \n, \r\n and \r only: `str.splitlines` would also split at a form feed or a Unicode separator."""
    if "\r" in text:
        return list(io.StringIO(text, newline=""))
    return text.splitlines(keepends=True) if text.isascii() and _plain(text) else _split_newlines(text)


def numbers_of(lines: list[str]) -> "Callable[[int], int]":
    """Count lines from 1 as editors do: a carriage return alone ends one only in a file without any newline."""
    if not any(line[-1:] == "\r" for line in lines) or not any(line[-1:] == "\n" for line in lines):
        return lambda index: index + 1
    return [1, *accumulate((line[-1:] == "\n" for line in lines), initial=1)][1:].__getitem__


def _plain(text: str) -> bool:
    return not any(one in text for one in "\x0b\x0c\x1c\x1d\x1e")


def _split_newlines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
