"""Where the table is in a file: which delimiter, and which row holds the headers."""

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.tables.lines import is_blank, split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

DELIMITERS: Final = (",", ";", "\t", "|")
NO_DELIMITER: Final = "\x1f"
"""Of a file with a single column: a control character that no text holds."""
_MOST: Final = 0.5
_ROWS_LOOKED_AT: Final = 200
_HEADER_WITHIN: Final = 30
_LETTER: Final = re.compile(r"[^\W\d_]")
_ISO_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?")
_SEP: Final = re.compile(r'\ufeff?"?sep=(.)"?(?:\r\n|\n|\r|$)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited text is laid out.

    `header` is the number of filled rows above the header row, None when the file has no header; `sep_line` says that
    the first line only declares the delimiter, as Excel writes it; `padded` that a space follows each delimiter;
    `widest` is the most fields that a row seen has.
    """

    delimiter: str
    header: int | None
    sep_line: bool = False
    padded: bool = False
    widest: int = 0


def layout_of(sample: str, *, whole: bool) -> Layout:
    """Guess the layout from the beginning of a text.

    Parameters
    ----------
    sample
        The first characters of the file.
    whole
        True when this is the whole file; otherwise the last row of the sample may be cut and is left out.
    """
    declared = _SEP.match(sample)
    text = sample[declared.end() :] if declared else sample
    delimiters = (declared[1],) if declared else DELIMITERS
    parsed = {delimiter: rows_of(text, delimiter, whole=whole) for delimiter in delimiters}
    delimiter = max(delimiters, key=lambda one: _score(parsed[one]))
    if not declared and not _score(parsed[delimiter]):
        delimiter = NO_DELIMITER
        parsed[delimiter] = rows_of(text, delimiter, whole=whole)
    padded = _is_padded(text, delimiter)
    rows = rows_of(text, delimiter, whole=whole, padded=True) if padded else parsed[delimiter]
    widest = max(map(len, rows), default=0)
    return Layout(delimiter, header_row(rows), sep_line=declared is not None, padded=padded, widest=widest)


def rows_of(text: str, delimiter: str, *, whole: bool, padded: bool = False) -> list[list[str]]:
    """Split the first rows that hold something."""
    reader = csv.reader(split_lines(text), delimiter=delimiter, skipinitialspace=padded)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if not is_blank(row):
                rows.append(row)
            if len(rows) > _ROWS_LOOKED_AT:
                return rows[:-1]
    except csv.Error:
        return rows
    return rows if whole or len(rows) <= 1 else rows[:-1]


def _score(rows: list[list[str]]) -> float:
    """Say how well rows agree on a number of fields: the share that agrees, better when there are more fields.

    Zero when they do not: a delimiter that few rows of a single column hold is only punctuation.
    """
    widths = [len(row) for row in rows]
    best = 0.0
    for width in set(widths) - {1}:
        count = widths.count(width)
        below = len(widths) - widths.index(width)  # titles above the header do not count against it
        if count >= _MOST * len(widths) or (count > 1 and count > _MOST * below):
            best = max(best, count / len(widths) * (1 - 1 / width))
    return best


def _is_padded(text: str, delimiter: str) -> bool:
    """Say whether quotes open after a delimiter and a space, which plain CSV would take as text."""
    mark = re.escape(delimiter)
    return bool(re.search(rf'{mark} +"', text)) and not re.search(rf'{mark}"', text)


def header_row(rows: "Sequence[Sequence[str | None]]") -> int | None:
    """Find the row of headers: the first that names at least half of the columns; None when no row holds words.

    A title, an export date or a filter above the header fills few cells; headers fill most of them with words.
    """
    seen = rows[:_HEADER_WITHIN]
    words = [sum(1 for cell in row if cell and _is_word(cell)) for row in seen]
    if not any(words):
        return None
    used = {index for row in seen for index, cell in enumerate(row) if cell and cell.strip()}
    for least in (max(min(2, len(used)), len(used) / 2), min(2, len(used)), 1):
        for index, count in enumerate(words):
            if count >= least:
                return index
    return None


def _is_word(cell: str) -> bool:
    return bool(_LETTER.search(cell)) and not _ISO_INSTANT.fullmatch(cell.strip())
