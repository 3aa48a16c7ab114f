"""What a report is called when the user does not say."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gouvernail.exchange.wording import Words


def title_of(paths: "Sequence[Path]", words: "Words", *, kind: str = "diagnosis") -> str:
    """Name a report after its files."""
    if len(paths) == 1:
        return words.say(f"cli.titles.{kind}.one", file=paths[0].name)
    return words.say(f"cli.titles.{kind}.many", n=len(paths))
