"""In which file, and on which line, an item stands."""

from collections.abc import Callable, Sequence

from gouvernail.exchange.assembly.checks import rows_of
from gouvernail.exchange.assembly.fragment import Fragment

Whereabouts = Callable[[str], tuple[str, int | None] | None]
"""Key of an item to the file's name and the line in it; None where lines mean nothing."""


def whereabouts(fragments: Sequence[Fragment]) -> Whereabouts:
    """Find an item by its key among the fragments, each with its own lines. Meant for messages: it searches."""

    def find(key: str) -> tuple[str, int | None] | None:
        for fragment in fragments:
            if fragment.items is None or fragment.origin is None:
                continue
            row = fragment.items["key"].index_of(key)
            if row is not None:
                return fragment.origin.place(int(rows_of(fragment.items)[row]))
        return None

    return find
