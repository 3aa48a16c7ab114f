"""What the data do not allow to say, and what would."""

from typing import TYPE_CHECKING, Final

from gouvernail.exchange.reports.contents.findings import field_name
from gouvernail.exchange.reports.contents.parts import Unlocking, UnsettledPart
from gouvernail.method.diagnosis.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.exchange.reports.contents.parts import FindingPart
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.finding import Finding


_FIRST: Final = 3


def unsaid(words: "Words", findings: "Sequence[Finding]") -> str:
    """Say in two sentences how much could not be said, and which columns would answer most."""
    missing = _wanted(findings)
    fewer = sum(finding.verdict is Verdict.NOT_ENOUGH_DATA for finding in findings)
    absent = sum(finding.verdict is Verdict.NOT_RECORDED for finding in findings)
    if not fewer + absent:
        return words.say("report.labels.all_settled")
    first = ", ".join(_wanted_name(words, name) for name, _ in missing[:_FIRST])
    return words.say("report.unsaid.some" if first else "report.unsaid.few", few=fewer, absent=absent, first=first)


def unsettled(
    words: "Words", findings: "Sequence[Finding]", parts: "Sequence[FindingPart]"
) -> tuple[UnsettledPart, ...]:
    """Give the indicators that have data, but too few: what is known, and how much more would settle it."""
    return tuple(
        UnsettledPart(part.name, _known(words, finding, part), part.needs)
        for finding, part in zip(findings, parts, strict=True)
        if finding.verdict is Verdict.NOT_ENOUGH_DATA
    )


def _known(words: "Words", finding: "Finding", part: "FindingPart") -> str:
    if finding.value is None:
        return words.say("report.unsettled.nothing", n=finding.n)
    kind = "between" if part.interval else "value"
    return words.say(f"report.unsettled.{kind}", figure=part.figure, interval=part.interval, n=finding.n)


def unlocking(words: "Words", findings: "Sequence[Finding]", parts: "Sequence[FindingPart]") -> tuple[Unlocking, ...]:
    """Give the columns that no file has, those that would answer most indicators first."""
    names = {finding.id: part.name for finding, part in zip(findings, parts, strict=True)}
    return tuple(
        Unlocking(_wanted_name(words, field), tuple(names[one] for one in answered), field)
        for field, answered in _wanted(findings)
    )


def _wanted_name(words: "Words", field: str) -> str:
    """Name what is wanted: of a column that may be there, the part that is not."""
    own = f"report.wanted.{field}"
    return words.say(own) if words.has(own) else field_name(words, field)


def _wanted(findings: "Sequence[Finding]") -> list[tuple[str, list[str]]]:
    wanted: dict[str, list[str]] = {}
    for finding in findings:
        if finding.verdict is Verdict.NOT_RECORDED:
            for name in finding.missing or ("none",):
                wanted.setdefault(name, []).append(finding.id)
    return sorted(wanted.items(), key=lambda pair: -len(pair[1]))
