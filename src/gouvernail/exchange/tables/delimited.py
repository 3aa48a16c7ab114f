"""Text with delimiters: what is regular is read by Polars straight from the disk, the rest goes the precise way."""

import codecs
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.sources.encoding import Text, guess_of, text_of
from gouvernail.exchange.sources.kinds import looks_utf16
from gouvernail.exchange.sources.source import of_bytes
from gouvernail.exchange.tables.finish import check_width
from gouvernail.exchange.tables.layout import layout_of
from gouvernail.exchange.tables.lines import printable
from gouvernail.exchange.tables.precise import read_precisely
from gouvernail.exchange.tables.quick import read_quickly
from gouvernail.exchange.tables.survey import LARGEST_FIELD, Survey, survey

if TYPE_CHECKING:
    from gouvernail.exchange.sources.source import Source
    from gouvernail.exchange.tables.layout import Layout
    from gouvernail.exchange.tables.table import Table

_SAMPLE: Final = 256 * 1024


def read_delimited(source: "Source", *, skip_bad: bool) -> "Table":
    """Read one delimited text.

    Raises
    ------
    BadInput
        As `gouvernail.exchange.tables.read_tables`.
    """
    head = source.head(_SAMPLE)
    text = _decoded_if_wide(source, head)
    if text is not None:
        source, head = of_bytes(source.name, text.data), text.data[:_SAMPLE]
    layout = layout_of(_sample(head), whole=len(head) < _SAMPLE)
    check_width(source.name, layout.widest, line=1)
    seen = _survey(source, layout)
    if source.path is None and text is None:
        source = of_bytes(source.name, source.read_bytes())  # unpacked once, not at each pass
    if seen.regular and not seen.controls and not layout.padded:
        table = _quick(source, text, layout, seen)
        if table is not None:
            return table
    return read_precisely(source.name, text or text_of(source), layout, skip_bad=skip_bad)


def _quick(source: "Source", text: Text | None, layout: "Layout", seen: Survey) -> "Table | None":
    table = read_quickly(source, text.guess if text else guess_of(source.name, "utf-8"), layout, seen)
    if table is not None or text is not None:
        return table
    text = text_of(source)
    if text.guess == guess_of(source.name, "utf-8"):
        return None
    return read_quickly(of_bytes(source.name, text.data), text.guess, layout, seen)


def _decoded_if_wide(source: "Source", head: bytes) -> Text | None:
    """Decode UTF-16 and UTF-32 in memory: no fast reader takes them as they are."""
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not looks_utf16(head[:4096]):
        return None
    _survey(source, layout_of("", whole=True))  # no giant field, before it is in memory
    return text_of(source)


def _sample(head: bytes) -> str:
    """Take the head as text, well enough to find delimiters and headers."""
    return printable(head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace"))


def _survey(source: "Source", layout: "Layout") -> Survey:
    with source.stream() as stream:
        seen = survey(stream, layout.delimiter)
    if seen.large is not None:
        limit = LARGEST_FIELD / 1e6
        raise BadInput(Problem("field_too_large", source.name, line=seen.large, params={"limit": limit}))
    return seen
