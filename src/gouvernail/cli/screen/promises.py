"""What became of what was announced."""

from typing import TYPE_CHECKING, Final

from rich.table import Table

from gouvernail.cli.screen.console import has_letters, screen
from gouvernail.cli.screen.endings import show_written
from gouvernail.cli.screen.layout import block, rows_table, text, title
from gouvernail.exchange.reports.contents import contents_of

if TYPE_CHECKING:
    from rich.console import Console

    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.reports.contents import Contents
    from gouvernail.exchange.reports.contents.parts import PromisesPart
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words

_BAR: Final = 24
_ROWS: Final = 50


def show_promises(console: "Console", contents: "Contents", *, rows: bool = False) -> None:
    """Show how many met each fate; with `rows`, the items too, the worst first."""
    part = contents.promises
    if part is None:
        return
    title(console, contents.labels["promises"])
    block(console, part.lead)
    block(console, _fates(console, part))
    if part.delays:
        block(console, part.delays)
    for note in part.notes:
        block(console, note, style="dim")
    if rows:
        console.print()
        rows_table(console, part.table.headings, part.table.rows)
        if part.table.rest:
            block(console, part.table.rest, style="dim")


def show_promises_alone(report: "Report", targets: "Targets", *, words: "Words") -> None:
    """Show the promises with their items, and nothing of the diagnosis."""
    contents = contents_of(report, words, limit=_ROWS)
    with screen() as console:
        console.print(text((report.title, "bold")))
        if contents.promises is None:
            as_of = report.diagnosis.today if report.diagnosis.promises is None else report.diagnosis.promises.as_of
            console.print(text(words.say("cli.nothing.announced", as_of=as_of)))
        show_promises(console, contents, rows=True)
        show_written(console, targets, words=words)


def _fates(console: "Console", part: "PromisesPart") -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "right", "right", "left"):
        grid.add_column(justify=justify, overflow="fold")
    for fate in part.fates:
        bar = "█" * round(fate.share * _BAR) if has_letters(console) else ""
        grid.add_row(text(fate.name), text(str(fate.count)), text(fate.share_text), text((bar, "cyan")))
    return grid
