from collections.abc import Callable
from typing import TYPE_CHECKING

import polars as pl

from gouvernail.exchange.values.states import state_of

if TYPE_CHECKING:
    from gouvernail.exchange.mapping import Profile


def state_reader(profile: "Profile | None") -> Callable[[str], str | None]:
    """Give a function from a status word to a state of the shape, or None; each word is looked up once."""
    said = dict(profile.states) if profile is not None else {}
    known: dict[str, str | None] = {}

    def read(word: str) -> str | None:
        if word not in known:
            known[word] = state_of(pl.Series([word], dtype=pl.String), extra=said).item()
        return known[word]

    return read
