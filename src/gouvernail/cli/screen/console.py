"""Where things are shown: colours and lines on a terminal, plain text anywhere else."""

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDEST: Final = 120
"""A line longer than that is hard to read."""

_PIPED: Final = 100


HELD: Final = {0x00A0: 0xE000, 0x202F: 0xE001}
"""Rich breaks lines at no-break spaces: they are held by characters of no language until everything is laid out."""

_RELEASED: Final = {held: space for space, held in HELD.items()}


@contextmanager
def screen(*, stderr: bool = False) -> "Iterator[Console]":
    """Give the console of standard output (or error); piped, it writes plain lines without spaces at their ends."""
    console = console_of(stderr=stderr)
    with console.capture() as captured:
        yield console
    shown = captured.get().translate(_RELEASED)
    if not console.is_terminal:
        shown = "".join(f"{line.rstrip(' ')}\n" for line in shown.splitlines())
    console.file.write(shown)
    console.file.flush()


def console_of(*, stderr: bool) -> Console:
    """Give the bare console, for what is drawn over itself."""
    stream = sys.stderr if stderr else sys.stdout
    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not stream.isatty() and not os.environ.get("COLUMNS"):
        console.width = _PIPED
    console.width = min(console.width, _WIDEST)
    return console


def has_letters(console: Console) -> bool:
    """Whether the console can show small bars and dots."""
    return console.encoding.lower().startswith("utf")
