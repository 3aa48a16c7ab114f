"""Names of the files of one import: distinct, and plain in the storage."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from gouvernail.workspaces.services.file_names import SUFFIX


def distinct(names: Iterable[str]) -> list[str]:
    """Number those that come again, whatever their case: `a.csv`, `2-a.csv`."""
    taken: set[str] = set()
    found = []
    for name in names:
        number, free = 1, name
        while free.casefold() in taken:
            number += 1
            free = f"{number}-{name}"
        taken.add(free.casefold())
        found.append(free)
    return found


def stored_name(position: int, shown: str) -> str:
    """Give the name in the storage: a number and a plain suffix, nothing that was typed."""
    suffix = PurePosixPath(shown).suffix.lower()
    return f"{position:03}{suffix if SUFFIX.fullmatch(suffix) else ''}"
