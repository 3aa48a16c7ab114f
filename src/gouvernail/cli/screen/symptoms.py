"""The four sentences of the article, each with its figure, interval, trend and verdict."""

from typing import TYPE_CHECKING

from gouvernail.cli.screen.console import has_letters
from gouvernail.cli.screen.layout import STYLES, block, sparkline, text, title

if TYPE_CHECKING:
    from rich.console import Console

    from gouvernail.exchange.reports.contents import Contents
    from gouvernail.exchange.reports.contents.parts import SymptomPart
    from gouvernail.exchange.wording import Words


def show_symptoms(console: "Console", contents: "Contents", *, words: "Words") -> None:
    """Show the four symptoms."""
    title(console, contents.labels["symptoms"])
    for index, part in enumerate(contents.symptoms):
        if index:
            console.print()
        style = STYLES[part.tone]
        block(
            console,
            text((words.say("cli.symptoms.quote", sentence=part.quote), "bold"), "  ", (part.verdict, style)),
        )
        block(console, text((part.figure, style), *_curve(console, part)), indent=2)
        block(console, part.sentence, indent=2)
        if part.flag:
            block(console, part.flag, indent=2)
        if part.judged:
            block(console, part.judged, indent=2)
        if part.interval:
            block(console, part.interval, indent=2, style="dim")


def _curve(console: "Console", part: "SymptomPart") -> list[str | tuple[str, str]]:
    curve = sparkline(part.line) if has_letters(console) else ""
    return [f"   {text}" if text is curve else (f"   {text}", "dim") for text in (curve, part.trend) if text]
