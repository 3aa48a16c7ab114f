"""The precise way through a delimited text: slower, and able to say which line is wrong and why."""

import csv
from typing import TYPE_CHECKING, Final, NamedTuple

from gouvernail.exchange.tables.lines import is_blank, numbers_of, split_lines
from gouvernail.exchange.tables.survey import LARGEST_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouvernail.exchange.tables.layout import Layout

csv.field_size_limit(LARGEST_FIELD)  # the survey has already refused what is larger

_END: Final = "\x00end\x00"  # a line that no file holds: control characters are taken out before


class Record(NamedTuple):
    """One record: the lines it starts and ends on (from 1), its fields, the line of a quote that never closes."""

    line: int
    end: int
    fields: list[str]
    unclosed: int | None = None


def records(text: str, layout: "Layout") -> "Iterator[Record]":
    """Split a text into records, blank lines left out.

    A quote that never closes swallows what follows it. It is known by its record: it runs to the end of the file, or
    over several lines to a quote that is followed by text. It is given as one record with `unclosed`, and reading goes
    on at the line after the one on which it opened.
    """
    lines = split_lines(text)
    number = numbers_of(lines)
    start = 1 if layout.sep_line else 0
    while start < len(lines):
        opening = None
        for first, end, fields, opening in _read(lines, start, layout):
            yield Record(number(first), number(end - 1), fields, None if opening is None else number(opening))
        if opening is None:
            return
        start = opening + 1


def _read(lines: list[str], start: int, layout: "Layout") -> "Iterator[tuple[int, int, list[str], int | None]]":
    """Give the first and the end of each record in `lines`, its fields, and where a quote that does not close opens."""

    def feed() -> "Iterator[str]":
        yield from lines[start:]
        if lines[-1][-1:] not in {"\n", "\r"}:
            yield "\n"
        yield _END

    reader = csv.reader(feed(), delimiter=layout.delimiter, skipinitialspace=layout.padded)
    end = start
    for fields in reader:
        first, end = end, start + reader.line_num
        if fields == [_END]:
            return
        opening = _unclosed(lines[first:end], fields, layout) if end - first > 1 else None
        if opening is not None:
            held = [*fields[:-1], fields[-1].removesuffix(_END)]
            yield first, min(end, len(lines)), held, first + opening
            return
        if not is_blank(fields):
            yield first, min(end, len(lines)), fields, None


def _unclosed(lines: list[str], fields: list[str], layout: "Layout") -> int | None:
    """Give the line, from 0 in `lines`, of a quote that does not close; None when the record is sound."""
    if fields[-1].endswith(_END):
        return sum(map(_breaks, fields[:-1]))
    strict = csv.reader(lines, delimiter=layout.delimiter, skipinitialspace=layout.padded, strict=True)
    try:
        next(strict)
    except csv.Error:
        start = 0
        for one in fields:
            end = start + _breaks(one)
            if end > start and end + 1 == strict.line_num:
                return start
            start = end
        return 0
    return None


def _breaks(field: str) -> int:
    """Count the line ends in a field."""
    return field.count("\n") + field.count("\r") - field.count("\r\n")
