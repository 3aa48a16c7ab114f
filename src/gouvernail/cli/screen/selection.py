"""What was chosen, what comes next, and why the rest is out."""

from typing import TYPE_CHECKING, Final

from gouvernail.cli.screen.console import screen
from gouvernail.cli.screen.endings import show_written
from gouvernail.cli.screen.layout import block, bullets, rows_table, text, title
from gouvernail.exchange.reports.contents.parts import Heading
from gouvernail.exchange.reports.contents.printable import printable
from gouvernail.exchange.reports.selection import said

if TYPE_CHECKING:
    from rich.console import Console

    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.reports.selection import SelectionReport
    from gouvernail.exchange.wording import Words

_ROWS: Final = 60


def show_selection(report: "SelectionReport", targets: "Targets", *, words: "Words") -> None:
    """Show a selection on the screen."""
    sentences = said(report, words)
    parts = {
        "asked": sentences.asked,
        "next": (*sentences.increments, *sentences.one_more, *sentences.prices),
        "why": sentences.outs,
    }
    with screen() as console:
        console.print(text((report.title, "bold")))
        for line in sentences.capacity:
            console.print(text(line))
        console.print(text((sentences.proof, "green" if report.selection.proved else "yellow")))
        for note in sentences.notes:
            console.print(text((note, "dim")))
        _chosen(console, report, words)
        for name, lines in parts.items():
            if lines:
                title(console, words.say(f"selection.parts.{name}"))
                bullets(console, lines)
        show_written(console, targets, words=words)


def _chosen(console: "Console", report: "SelectionReport", words: "Words") -> None:
    title(console, words.say("selection.parts.chosen"))
    lines = sorted(report.selection.lines, key=lambda line: (-line.value, line.key))
    if not lines:
        block(console, words.say("selection.nothing_chosen"))
        return
    needs = {item.key: item.needs for item in report.portfolio.items}
    headings = [
        Heading(words.say(f"selection.columns.{name}"), numeric=name in {"value", "days"})
        for name in ("key", "title", "value", "days", "teams", "needs")
    ]
    rows = [
        (
            printable(line.key),
            printable(report.titles.get(line.key, "")),
            words.say("selection.cells.number", number=line.value),
            words.say("selection.cells.number", number=line.cost),
            printable(", ".join(team for team in sorted(line.costs) if team)),
            printable(", ".join(needs[line.key])),
        )
        for line in lines[:_ROWS]
    ]
    rows_table(console, headings, rows)
    if len(lines) > _ROWS:
        block(console, words.say("selection.more_rows", n=len(lines) - _ROWS), style="dim")
