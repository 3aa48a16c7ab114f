"""The precise way: record by record with the standard library, to say where a fault is."""

from typing import TYPE_CHECKING, Final

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.tables.finish import Cut, bad_rows, finished
from gouvernail.exchange.tables.lines import printable
from gouvernail.exchange.tables.records import Record, records
from gouvernail.exchange.tables.shapes import footer_start, frame_of, wrong_widths

if TYPE_CHECKING:
    from gouvernail.exchange.sources.encoding import Text
    from gouvernail.exchange.tables.layout import Layout
    from gouvernail.exchange.tables.table import Table

_SHOWN: Final = 80


def read_precisely(name: str, text: "Text", layout: "Layout", *, skip_bad: bool) -> "Table":
    """Read a text that has something irregular, or say what is wrong in it.

    Raises
    ------
    BadInput
        `ragged_row`, `unclosed_quote`, `no_rows`.
    """
    found = list(records(printable(text.data.decode("utf-8", "replace")), layout))
    header = layout.header if layout.header is not None else -1
    if len(found) <= max(header, 0):
        raise BadInput(Problem("no_rows", name))
    top = found[max(header, 0)]
    if top.unclosed is not None:
        raise BadInput(_unclosed(name, top))
    data = found[header + 1 :]
    width = len(top.fields) if header >= 0 else max(len(record.fields) for record in data)
    good, bad = _sorted_out(name, data, width, cut_short=not text.data.endswith((b"\n", b"\r")))
    if bad and not skip_bad:
        raise bad_rows(bad)
    lines = [record.line for record in good]
    cut = Cut(
        name,
        top.fields if header >= 0 else None,
        frame_of([record.fields for record in good], width),
        lines.__getitem__,
        top.line,
        tuple(bad),
    )
    return finished(cut, layout=layout, encoding=text.guess)


def _sorted_out(name: str, data: list[Record], width: int, *, cut_short: bool) -> tuple[list[Record], list[Problem]]:
    """Part sound records from broken ones, a footer left out."""
    rows = [record.fields for record in data]
    blank_before = [index > 0 and record.line > data[index - 1].end + 1 for index, record in enumerate(data)]
    data = data[: footer_start(rows, blank_before)]
    closed = [record for record in data if record.unclosed is None]
    wrong = wrong_widths([record.fields for record in closed], width, cut_short=cut_short)
    bad = [_unclosed(name, record) for record in data if record.unclosed is not None]
    bad += [_ragged(name, closed[index], width) for index in wrong.long | wrong.short]
    good = [record for index, record in enumerate(closed) if index not in wrong.long and index not in wrong.short]
    return good, sorted(bad, key=lambda problem: problem.line or 0)


def _ragged(name: str, record: Record, width: int) -> Problem:
    found = " | ".join(record.fields)
    params = {"expected": width, "read": len(record.fields)}
    return Problem("ragged_row", name, line=record.line, found=shortened(found), params=params)


def _unclosed(name: str, record: Record) -> Problem:
    return Problem("unclosed_quote", name, line=record.unclosed, found=shortened(" | ".join(record.fields)))


def shortened(text: str) -> str:
    """Make a text short enough for a message, on one line."""
    flat = " ".join(text[: 4 * _SHOWN].split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
