"""The whole diagnosis on the screen."""

from typing import TYPE_CHECKING

from gouvernail.cli.screen.causes import show_causes
from gouvernail.cli.screen.console import screen
from gouvernail.cli.screen.endings import show_next, show_written
from gouvernail.cli.screen.layout import block, text
from gouvernail.cli.screen.promises import show_promises
from gouvernail.cli.screen.readings import show_reading
from gouvernail.cli.screen.symptoms import show_symptoms
from gouvernail.cli.screen.unsaid import show_unsaid
from gouvernail.exchange.reports.contents import contents_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words


def show_report(
    report: "Report", targets: "Targets", paths: "Sequence[Path]", *, words: "Words", judged: str, said: bool
) -> None:
    """Show a diagnosis; `judged` is the sentence on the day it was judged at."""
    contents = contents_of(report, words, limit=0)
    with screen() as console:
        console.print(text((contents.title, "bold")))
        if contents.sample:
            console.print(text((f"{contents.sample}. {contents.labels['sample_note']}", "bold yellow")))
        console.print(text(contents.lead))
        console.print(text(contents.conclusion))
        show_reading(console, report, contents, words=words, judged=judged)
        show_symptoms(console, contents, words=words)
        show_causes(console, contents, words=words)
        show_promises(console, contents)
        show_unsaid(console, contents, words=words)
        if not said:
            console.print()
            block(console, words.say("cli.nothing.said"), indent=0, style="bold")
        show_written(console, targets, words=words)
        show_next(console, report, targets, paths, words=words)
