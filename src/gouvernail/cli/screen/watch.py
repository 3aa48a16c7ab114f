"""One line that says how far a long work is; nothing where nobody looks."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_line(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Draw `label` and a share that grows, on a terminal; say the label once elsewhere.

    Yields
    ------
    callable
        Takes how much is done and how much there is.
    """
    is_shown = sys.stderr.isatty() and not quiet
    if not is_shown:
        if not quiet:
            sys.stderr.write(f"{label}\n")
        yield lambda _done, _total: None
        return

    def say(done: int, total: int) -> None:
        sys.stderr.write(f"\r{label} {100 * done // max(total, 1)} %")
        sys.stderr.flush()

    try:
        yield say
    finally:
        sys.stderr.write("\n")
