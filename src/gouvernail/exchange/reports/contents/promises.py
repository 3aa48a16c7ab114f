"""What became of what was announced."""

from typing import TYPE_CHECKING, Final, get_args

import polars as pl

from gouvernail.exchange.reports.contents.parts import FatePart, PromisesPart, Table
from gouvernail.exchange.reports.contents.tables import table_of
from gouvernail.method.diagnosis.diagnosis import PromiseFate

if TYPE_CHECKING:
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.diagnosis import Promises

FATES: Final[tuple[str, ...]] = get_args(PromiseFate)
_COLUMNS: Final = (
    "key",
    "title",
    "announced",
    "fate",
    "arrived_on",
    "days_late",
    "moves",
    "last_announced",
    "reason",
)
_WORST_FIRST: Final = (
    "dropped_silently",
    "open_overdue",
    "late",
    "dropped_with_reason",
    "unknown",
    "open",
    "early",
    "in_period",
)


def promises_part(words: "Words", promises: "Promises | None", *, limit: int) -> PromisesPart | None:
    """Word the promises; None when the history allows none to be followed."""
    if promises is None or promises.announced == 0:
        return None
    caption = words.say("report.promises.caption", as_of=promises.as_of, until=promises.until)
    fates = _fates(words, promises)
    return PromisesPart(
        lead=words.say("report.promises.lead", n=promises.announced, as_of=promises.as_of, until=promises.until),
        delays=_delays(words, promises),
        label=words.say(
            "report.promises.label", parts=", ".join(f"{fate.name} {fate.share_text}" for fate in fates if fate.count)
        ),
        fates=fates,
        notes=_notes(words, promises),
        table=table_of(words, _ordered(promises.rows), caption=caption, limit=limit) or Table(caption, (), (), 0),
    )


def _notes(words: "Words", promises: "Promises") -> tuple[str, ...]:
    """Say what was left out, and what weakens the table."""
    over = promises.already_over
    left = (words.say("report.promises.already_over", n=over, as_of=promises.as_of),) if over else ()
    return (*left, *(words.say(f"report.promises.caveats.{code}") for code in promises.caveats))


def _fates(words: "Words", promises: "Promises") -> tuple[FatePart, ...]:
    parts = []
    start = 0.0
    for fate in FATES:
        count = promises.counts.get(fate, 0)
        share = count / promises.announced
        name, text = words.say(f"report.codes.fate.{fate}"), words.say("report.cells.share", value=share)
        parts.append(FatePart(fate, name, count, share, text, start))
        start += share
    return tuple(parts)


def _delays(words: "Words", promises: "Promises") -> str:
    if promises.median_days_late is None:
        return ""
    return words.say("report.promises.delays", median=promises.median_days_late, p80=promises.p80_days_late)


def _ordered(rows: pl.DataFrame) -> pl.DataFrame:
    columns = [name for name in _COLUMNS if name in rows.columns]
    worst = pl.col("fate").replace_strict(list(_WORST_FIRST), range(len(_WORST_FIRST)), return_dtype=pl.Int32)
    return rows.sort(worst, pl.col("days_late").fill_null(0), descending=[False, True], maintain_order=True).select(
        columns
    )
