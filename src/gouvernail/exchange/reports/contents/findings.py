"""One indicator, worded."""

from typing import TYPE_CHECKING, Final

from gouvernail.exchange.reports.contents.figures import TONES, curve, in_unit, interval
from gouvernail.exchange.reports.contents.parts import FamilyPart, FindingPart
from gouvernail.exchange.reports.contents.printable import printable
from gouvernail.exchange.reports.contents.tables import table_of
from gouvernail.method.diagnosis import settings
from gouvernail.method.diagnosis.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.finding import Finding

_PROPOSAL: Final = "[P]"  # the marks of thresholds.toml
_PUBLISHED: Final = "[L] "
_OWN: Final = "--thresholds"  # what a threshold laid over them is given

_FAMILIES: Final = (
    ("late", 1),
    ("benefit", 9),
    ("priorities", 12),
    ("enthusiasm", 16),
    ("demand", 19),
    ("project", 25),
    ("involvement", 28),
    ("compass", 30),
    ("egos", 33),
    ("roles", 36),
)
"""The sentences of the article and the number of the first indicator of each (method.md section 6.2)."""


def finding_part(words: "Words", finding: "Finding", *, limit: int) -> FindingPart:
    """Word one finding, with at most `limit` of its rows."""
    return FindingPart(
        id=finding.id,
        number=finding.number,
        name=words.say(f"indicators.{finding.id}.name"),
        question=_optional(words, f"indicators.{finding.id}.question"),
        sentence=sentence(words, finding),
        formula=words.say(f"indicators.{finding.id}.formula"),
        data=words.say(f"indicators.{finding.id}.data"),
        caveats=tuple(words.say(f"indicators.caveats.{code}") for code in finding.caveats),
        figure=in_unit(words, finding.value, finding.unit),
        interval=interval(words, finding.low, finding.high, finding.unit),
        n=words.say("report.cells.count", value=finding.n) if finding.n else "",
        threshold=words.say(
            f"report.threshold.{finding.beyond}", value=in_unit(words, finding.threshold, finding.unit)
        ),
        source=threshold_source(words, finding.id, finding.source),
        verdict=words.say(f"report.verdict.{finding.verdict}"),
        tone=TONES[finding.verdict],
        needs=needs(words, finding),
        missing=tuple(field_name(words, name) for name in finding.missing),
        line=curve(words, finding.series, finding.unit),
        table=table_of(
            words,
            finding.rows,
            caption=words.say(f"indicators.{finding.id}.name"),
            limit=limit,
            left=finding.rows_left,
        ),
    )


def threshold_source(words: "Words", indicator: str, source: str) -> str:
    """Word the source of a threshold with what it says; that of a threshold of one's own stays as it was given."""
    note = f"indicators.{indicator}.threshold_note"
    if source == _OWN:
        return words.say("report.threshold.own")
    if source not in {_PROPOSAL, settings.load().threshold(indicator).source}:
        return source
    worded = _marks_in_words(words, source)
    if not words.has(note):
        return worded
    return words.say("report.threshold.noted", source=worded, note=words.say(note))


def _marks_in_words(words: "Words", source: str) -> str:
    """Say who proposes a threshold and what was published: the marks are for who edits the file of thresholds."""
    is_ours, _, reference = source.partition(_PUBLISHED)
    if not is_ours:
        return words.say("report.threshold.published", reference=reference)
    proposal = words.say("report.threshold.proposal")
    return words.say("report.threshold.beside", proposal=proposal, reference=reference) if reference else proposal


def sentence(words: "Words", finding: "Finding") -> str:
    """Say the figure in a sentence; say that it is not recorded, or not enough, where there is none."""
    if finding.verdict is Verdict.NOT_RECORDED:
        return words.say("report.finding.not_recorded")
    values = {
        "value": finding.value,
        "low": finding.low,
        "high": finding.high,
        "n": finding.n,
        "threshold": finding.threshold,
        **finding.details,
    }
    if finding.value is not None:
        return words.say(_telling(words, finding), **values)
    plain = f"indicators.{finding.id}.no_value"
    own = next((key for code in finding.caveats if words.has(key := f"{plain}_{code}")), plain)
    if finding.n and words.has(own):
        return words.say(own, **values)
    return words.say("report.finding.no_value", n=finding.n)


def _telling(words: "Words", finding: "Finding") -> str:
    """Choose the sentence: some have one of their own for a caveat that takes a figure away, or for a count of zero."""
    plain = f"indicators.{finding.id}.sentence"
    absent = [f"without_{name}" for name, value in finding.details.items() if value == 0]
    return next((key for code in (*finding.caveats, *absent) if words.has(key := f"{plain}_{code}")), plain)


def needs(words: "Words", finding: "Finding") -> str:
    """Say how much more data would settle an indicator that is not settled; nothing for the others."""
    if finding.verdict is not Verdict.NOT_ENOUGH_DATA:
        return ""
    own = (f"indicators.{finding.id}.needs_{code}" for code in finding.caveats)
    if (key := next(filter(words.has, own), None)) is not None:
        return words.say(key, needs=finding.needs)
    if finding.needs is None:
        return words.say("report.finding.needs_unknown")
    return words.say("report.finding.needs", needs=finding.needs)


def field_name(words: "Words", field: str) -> str:
    """Name a column of the shape (`items.due_on`, `items.due_on:alpha`) as people say it.

    The yes/no column beside a date (`items.delivered:due_on`) is named with that date.
    """
    column, _, target = field.partition(":")
    if column == "items.delivered" and target:
        target = field_name(words, f"items.{target}")
    key = f"report.fields.{column}"
    name = words.say(key) if words.has(key) else field
    return words.say("report.secondary_target", field=name, target=printable(target)) if target else name


def families(words: "Words", parts: "Sequence[FindingPart]") -> tuple[FamilyPart, ...]:
    """Group the indicators by the sentence of the article that they answer; an empty family is left out."""
    ends = [first for _, first in _FAMILIES[1:]] + [None]
    grouped = (
        (name, tuple(part for part in parts if part.number >= first and (end is None or part.number < end)))
        for (name, first), end in zip(_FAMILIES, ends, strict=True)
    )
    return tuple(FamilyPart(words.say(f"report.families.{name}"), members) for name, members in grouped if members)


def _optional(words: "Words", key: str) -> str:
    return words.say(key) if words.has(key) else ""
