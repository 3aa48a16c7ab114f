"""What a reading gave, kept in the storage between two jobs."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouvernail.exchange.reading import Reading


def history_files(reading: "Reading") -> Iterable[tuple[str, bytes]]:
    """Give the files that keep a reading: names and contents."""
    from gouvernail.exchange.reports.kept import keep_reading

    return keep_reading(reading)


def kept_reading(fetch: Callable[[str], bytes]) -> "Reading":
    """Give back a reading from its files."""
    from gouvernail.exchange.reports.kept import restore_reading

    return restore_reading(fetch)
