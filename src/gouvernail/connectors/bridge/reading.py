"""Read files into a history, as the command does, with what pages need to show and correct it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouvernail.connectors.bridge.decisions import Decisions, fingerprint_of, mapping_text, over

if TYPE_CHECKING:
    from gouvernail.exchange.options import TableSeen
    from gouvernail.exchange.problems import BadInput
    from gouvernail.exchange.reading import Reading

Progress = Callable[[str, float], None]
Remembered = Callable[[str], Decisions]
"""Gives what was decided for a fingerprint; nothing where it is new."""


@dataclass
class Outcome:
    """What a reading gave: a history, or the fault that stopped it; in both cases, the tables that were opened.

    `headers` is what the fingerprint was made of; `decisions` are those that were used, remembered ones too.
    """

    reading: "Reading | None" = None
    fault: "BadInput | None" = None
    tables: "Sequence[TableSeen]" = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fingerprint: str = ""
    decisions: Decisions = field(default_factory=dict)


def read_files(
    paths: Sequence[Path], *, now: datetime, decisions: Decisions, remembered: Remembered, progress: Progress
) -> Outcome:
    """Read files; broken rows are skipped and listed, any other fault is given back.

    Parameters
    ----------
    now
        Naive, in UTC.
    decisions
        What people said of these files; it wins over what is `remembered` for files of the same shape.
    """
    from gouvernail.exchange.problems import BadInput
    from gouvernail.exchange.reading import Options, read

    found = Outcome(decisions=decisions)

    def choose(tables: Mapping[str, tuple[str, ...]]) -> str:
        found.headers, found.fingerprint = tables, fingerprint_of(tables)
        found.decisions = over(decisions, remembered(found.fingerprint))
        return mapping_text(found.decisions, tables)

    def seen(tables: "Sequence[TableSeen]") -> None:
        found.tables = tables

    options = Options(
        now=now,
        dates=_days(decisions.get("dates", {}), paths),
        skip_bad=True,
        progress=progress,
        choose=choose,
        seen=seen,
    )
    try:
        found.reading = read(paths, options)
    except BadInput as fault:
        found.fault = fault
    return found


def write_sample_files(folder: Path) -> list[Path]:
    """Write the bundled simulation where it can be read."""
    from gouvernail.exchange.sample import write_sample

    return write_sample(folder)


def _days(said: Mapping[str, Any], paths: Sequence[Path]) -> tuple[date, ...]:
    """Give one day a file, where every file has one."""
    days = [date.fromisoformat(said[path.name]) for path in paths if said.get(path.name)]
    return tuple(days) if len(days) == len(paths) else ()
