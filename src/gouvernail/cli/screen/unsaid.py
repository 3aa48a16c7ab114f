"""What could not be said, and how much more data would settle it: as plainly as the rest."""

from typing import TYPE_CHECKING

from gouvernail.cli.screen.layout import block, bullets, pairs, title

if TYPE_CHECKING:
    from rich.console import Console

    from gouvernail.exchange.reports.contents import Contents
    from gouvernail.exchange.wording import Words


def show_unsaid(console: "Console", contents: "Contents", *, words: "Words") -> None:
    """Show the indicators without enough data, then the columns that no file has."""
    labels = contents.labels
    title(console, labels["unsaid"])
    if not contents.unsettled and not contents.unlocking:
        block(console, labels["all_settled"])
    if contents.unsettled:
        block(console, labels["unsettled"], style="bold")
        bullets(
            console,
            (
                words.say("cli.unsaid.settled_by", name=part.name, known=part.known, needs=_inside(part.needs))
                for part in contents.unsettled
            ),
            indent=2,
        )
    if contents.unlocking:
        if contents.unsettled:
            console.print()
        block(console, labels["unlocking"], style="bold")
        block(console, labels["unlocking_note"], indent=2)
        pairs(console, ((part.field, ", ".join(part.indicators)) for part in contents.unlocking), indent=2)


def _inside(sentence: str) -> str:
    """Write a sentence as the end of another."""
    return f"{sentence[:1].lower()}{sentence[1:]}"
