"""A progress bar on standard error while somebody watches; nothing when piped or quiet."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouvernail.exchange.wording import Words


class Watch:
    """What is under way, told to whoever watches."""

    def __init__(self, words: "Words", bar: Any = None) -> None:
        self._words = words
        self._bar = bar
        self._task = None if bar is None else bar.add_task(words.say("cli.progress.reading"), total=1.0)

    def reading(self, what: str, share: float) -> None:
        """Say what is being read, and how much of all is done (0..1)."""
        if self._bar is not None and what:
            self._bar.update(self._task, description=self._named(what), total=1.0, completed=share)

    def step(self, name: str) -> None:
        """Say what begins, of which nobody knows how long it takes."""
        if self._bar is not None:
            self._bar.update(self._task, description=self._named(name), total=None)

    def _named(self, what: str) -> str:
        key = f"cli.progress.{what}"
        return self._words.say(key) if what.isidentifier() and self._words.has(key) else what


@contextmanager
def watching(words: "Words", *, quiet: bool) -> "Iterator[Watch]":
    """Show a bar that goes away when the work is done."""
    if quiet or not sys.stderr.isatty():
        yield Watch(words)
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from gouvernail.cli.screen.console import console_of

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console_of(stderr=True), transient=True) as bar:
        yield Watch(words, bar)
