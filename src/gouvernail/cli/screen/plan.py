"""The order of building, what is proved of it, and why."""

from typing import TYPE_CHECKING, Final

from gouvernail.cli.screen.console import screen
from gouvernail.cli.screen.endings import show_written
from gouvernail.cli.screen.layout import block, bullets, rows_table, text, title
from gouvernail.exchange.reports.contents.parts import Heading
from gouvernail.exchange.reports.contents.printable import printable
from gouvernail.exchange.reports.plan import rows_of, said

if TYPE_CHECKING:
    from rich.console import Console

    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.reports.plan import PlanReport
    from gouvernail.exchange.wording import Words

_ROWS: Final = 60
_NUMBERS: Final = ("iteration", "days", "loss")


def show_plan(report: "PlanReport", targets: "Targets", *, words: "Words") -> None:
    """Show a plan on the screen."""
    sentences = said(report, words)
    with screen() as console:
        console.print(text((report.title, "bold")))
        for line in sentences.summary:
            console.print(text(line))
        console.print(text((sentences.proof, "green" if report.plan.proved else "yellow")))
        for note in sentences.notes:
            console.print(text((note, "dim")))
        _order(console, report, words)
        for name, lines in sentences.parts().items():
            title(console, words.say(f"plan.parts.{name}"))
            bullets(console, lines)
        show_written(console, targets, words=words)


def _order(console: "Console", report: "PlanReport", words: "Words") -> None:
    title(console, words.say("plan.parts.order"))
    rows = list(rows_of(report))
    if not rows:
        block(console, words.say("plan.nothing"))
        return
    headings = [
        Heading(words.say(f"plan.screen.{name}"), numeric=name in _NUMBERS)
        for name in ("iteration", "ends", "key", "title", "days", "teams", "loss")
    ]
    shown = [
        (
            words.say("plan.cells.outside") if row.iteration is None else str(row.iteration),
            "" if row.ends is None else words.say("plan.cells.day", day=row.ends),
            printable(row.key),
            printable(row.title),
            words.say("plan.cells.number", number=row.days),
            printable(row.teams),
            words.say("plan.cells.number", number=row.loss),
        )
        for row in rows[:_ROWS]
    ]
    rows_table(console, headings, shown)
    if len(rows) > _ROWS:
        block(console, words.say("plan.more_rows", n=len(rows) - _ROWS), style="dim")
