"""One indicator in full: formula, inputs, threshold with its source, verdict, rows."""

from typing import TYPE_CHECKING, Final

from gouvernail.cli.screen.console import has_letters, screen
from gouvernail.cli.screen.layout import STYLES, block, bullets, pairs, rows_table, sparkline, text, title
from gouvernail.exchange.reports.contents.findings import field_name, finding_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console

    from gouvernail.exchange.reports.contents.parts import FindingPart
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.finding import Finding

ROWS: Final = 30
_INPUTS: "Final[Mapping[str, Sequence[str]]]" = {
    "created_at": ("items.created_at",),
    "decisions": ("changes.decision",),
    "due_on": ("items.due_on", "items.horizon"),
    "iterations": ("items.iterations",),
    "links": ("links.key",),
    "objective": ("items.objective",),
    "outcomes": ("outcomes.expected", "outcomes.observed"),
    "owner": ("items.owner",),
    "people": ("changes.actor",),
    "priority": ("items.priority", "items.rank", "items.score"),
    "reasons": ("changes.reason",),
    "releases": ("items.releases", "calendar.end_on"),
    "state": ("items.state", "items.started_at", "items.done_at"),
    "text": ("items.title", "items.text"),
    "throughput": ("items.done_at",),
    "touches": ("touches.person", "touches.side"),
}
"""Kind of data of a finding to the columns of the history that hold it; the other kinds are recorded nowhere yet."""


def show_indicator(report: "Report", indicator: str, *, words: "Words") -> None:
    """Show what one indicator says and what it says it with."""
    finding = next(each for each in report.diagnosis.findings if each.id == indicator)
    part = finding_part(words, finding, limit=ROWS)
    with screen() as console:
        _show(console, report, finding, part, words=words)


def _show(console: "Console", report: "Report", finding: "Finding", part: "FindingPart", *, words: "Words") -> None:
    console.print(text((words.say("cli.explain.heading", number=part.number, name=part.name), "bold")))
    console.print(text((words.say("cli.explain.id", id=part.id), "dim")))
    if part.question:
        console.print(text(part.question))
    console.print()
    block(console, text((part.verdict, STYLES[part.tone]), "  ", part.sentence), indent=0)
    console.print()
    curve = sparkline(part.line) if has_letters(console) else ""
    pairs(console, _facts(report, finding, part, curve=curve, words=words), indent=0)
    if part.caveats:
        title(console, words.say("cli.explain.caveats"))
        bullets(console, part.caveats)
    if part.table is None:
        console.print()
        block(console, words.say("cli.explain.no_rows"), indent=0)
        return
    title(console, words.say("cli.explain.rows", shown=len(part.table.rows), total=part.table.total))
    rows_table(console, part.table.headings, part.table.rows)
    if part.table.rest:
        block(console, words.say("cli.explain.all_rows", file=words.say("cli.next.xlsx")), style="dim")


def _facts(
    report: "Report", finding: "Finding", part: "FindingPart", *, curve: str, words: "Words"
) -> "Iterator[tuple[str, str]]":
    facts = {
        "formula": part.formula,
        "data": part.data,
        "inputs": "\n".join(_inputs(report, finding, words)),
        "measured": "  ".join(text for text in (part.figure, curve) if text),
        "interval": part.interval,
        "observations": part.n,
        "threshold": part.threshold,
        "source": "\n".join((part.source, words.say("cli.explain.marks"))),
        "probability": words.say("report.cells.decimal", value=finding.q),
        "needs": part.needs,
        "missing": ", ".join(part.missing),
    }
    return ((words.say(f"cli.explain.{name}"), text) for name, text in facts.items() if text)


def _inputs(report: "Report", finding: "Finding", words: "Words") -> "Iterator[str]":
    fields = report.reading.history.coverage.fields
    for name in dict.fromkeys(each for source in sorted(finding.sources) for each in _INPUTS.get(source, ())):
        filled = fields[name]
        yield words.say("cli.explain.input", field=field_name(words, name), filled=filled.filled, of=filled.of)
