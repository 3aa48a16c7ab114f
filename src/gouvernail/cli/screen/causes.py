"""The probable causes, heaviest first, with what each rests on and what to do."""

from typing import TYPE_CHECKING, Final

from gouvernail.cli.screen.console import has_letters
from gouvernail.cli.screen.layout import STYLES, block, bullets, pairs, rows_table, text, title
from gouvernail.exchange.reports.contents.parts import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.text import Text

    from gouvernail.exchange.reports.contents import Contents
    from gouvernail.exchange.reports.contents.parts import Argument, CausePart
    from gouvernail.exchange.wording import Words

_BAR: Final = 20
_ESTABLISHED: Final = 8


def show_causes(console: "Console", contents: "Contents", *, words: "Words") -> None:
    """Show what is established besides, the headed causes in full, then the others in one line each."""
    _established(console, contents, words)
    title(console, contents.labels["causes"])
    if contents.no_cause:
        block(console, contents.no_cause)
    for index, part in enumerate(contents.causes):
        if index:
            console.print()
        _cause(console, part, contents.labels, words)
    if contents.other_causes:
        console.print()
        block(console, contents.labels["other_causes"], style="bold")
        heads = [
            Heading(contents.labels[name], numeric=name == "weight")
            for name in ("weight", "cause", "strength", "interval")
        ]
        rows = ((part.weight, part.name, part.strength, part.interval) for part in contents.other_causes)
        rows_table(console, heads, rows, indent=2)
    if contents.unheard:
        console.print()
        block(console, contents.unheard)


def _established(console: "Console", contents: "Contents", words: "Words") -> None:
    """List what is established and shown by no cause below."""
    if not contents.established:
        return
    title(console, words.say("cli.causes.established" if contents.causes else "cli.causes.established_alone"))
    bullets(
        console,
        (
            words.say("cli.causes.finding", name=part.name, sentence=part.sentence)
            for part in contents.established[:_ESTABLISHED]
        ),
    )
    left = len(contents.established) - _ESTABLISHED
    if left > 0:
        block(console, words.say("cli.read.more", n=left), style="dim")


def _cause(console: "Console", part: "CausePart", labels: dict[str, str], words: "Words") -> None:
    style = STYLES[part.tone]
    block(console, text((part.weight, style), "  ", (part.name, "bold"), "  ", (part.strength, style)))
    bar = f"{_bar(part)}  " if has_letters(console) else ""
    block(console, text((bar, style), (part.interval, "dim")), indent=2)
    block(console, words.say("cli.causes.meaning", sentence=part.sentence), indent=2)
    if part.hypothesis:
        block(console, part.hypothesis, indent=2, style="italic")
    for name, mark, arguments in (("for", "+", part.supporting), ("against", "-", part.opposing)):
        if arguments:
            block(console, labels[name], indent=2, style="dim")
            bullets(console, _arguments(arguments), mark=mark, indent=3)
    pairs(console, _what_to_do(part, words), indent=2)


def _bar(part: "CausePart") -> str:
    filled = round(part.posterior * _BAR)
    return "█" * filled + "░" * (_BAR - filled)


def _arguments(arguments: "Sequence[Argument]") -> "Iterator[Text]":
    for one in arguments:
        note = f" {one.note}" if one.note else ""
        yield text(one.finding.sentence, (note, "italic"), (f"  [{one.finding.id} {one.weight}]", "dim"))


def _what_to_do(part: "CausePart", words: "Words") -> "Iterator[tuple[str, str]]":
    yield words.say("cli.causes.lever"), f"{part.lever} {part.what_to_do}"
    yield words.say("cli.causes.exit"), part.exit
    yield words.say("cli.causes.evidence"), words.say("cli.causes.rows", n=part.evidence)
