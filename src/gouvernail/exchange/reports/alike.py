"""The same thing guessed of many files, as the pages of one export: said once, with their number."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.exchange.problems import Guess


def alike(guesses: "Sequence[Guess]") -> "list[tuple[Guess, int]]":
    """Put together what was guessed alike, in the order in which it first was.

    Returns
    -------
    The first guess of each kind, and of how many files it was said.
    """
    told: dict[tuple[object, ...], list[Guess]] = {}
    for guess in guesses:
        params = sorted((name, str(value)) for name, value in guess.params.items())
        told.setdefault((guess.code, guess.value, *params), []).append(guess)
    return [(same[0], len({guess.file for guess in same})) for same in told.values()]
