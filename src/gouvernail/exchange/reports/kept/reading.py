import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any, Final

from gouvernail.exchange.reading import Reading
from gouvernail.exchange.reports.kept.coding import plain_of, value_of
from gouvernail.exchange.reports.kept.frames import packed, unpacked
from gouvernail.method.history import History
from gouvernail.method.history.shape import FRAMES

Fetch = Callable[[str], bytes]
"""Gives the content of one of the files that were kept."""

TEXT: Final = "reading.json"
_MOST: Final = 1_000
"""Faults kept: pages show fewer, and a file of nothing but faults is no report."""


def keep_reading(reading: Reading, *, with_history: bool = True) -> Iterator[tuple[str, bytes]]:
    """Give the files that keep a reading: their names and contents.

    Parameters
    ----------
    with_history
        False leaves the rows of the history out: what is then restored has its coverage and no row.
    """
    said = {part.name: getattr(reading, part.name) for part in fields(Reading) if part.name != "history"}
    said["skipped"], said["notices"] = reading.skipped[:_MOST], reading.notices[:_MOST]
    heights = {name: getattr(reading.history, name).height for name in FRAMES}
    content = plain_of({**said, "coverage": reading.history.coverage, "heights": heights}, _no_frame)
    yield TEXT, json.dumps(content, ensure_ascii=False).encode()
    for name in FRAMES if with_history else ():
        yield f"{name}.parquet", packed(getattr(reading.history, name))


def restore_reading(fetch: Fetch, *, with_history: bool = True) -> Reading:
    """Give back a reading that was kept; without its history, a history of no row that has its coverage."""
    said = value_of(json.loads(fetch(TEXT)), _no_rows)
    coverage = said.pop("coverage")
    said.pop("heights")
    frames = {name: unpacked(fetch(f"{name}.parquet")) for name in FRAMES} if with_history else {}
    empty = History.of()
    whole = {name: frames.get(name, getattr(empty, name)) for name in FRAMES}
    return Reading(history=History(**whole, coverage=coverage), **said)


def _no_frame(_frame: Any) -> str:
    message = "a reading holds no frame but those of its history"
    raise TypeError(message)


def _no_rows(name: str) -> Any:
    raise KeyError(name)
