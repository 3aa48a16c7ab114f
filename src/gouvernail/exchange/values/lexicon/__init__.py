"""Words and what they mean, in TOML files that people may read and correct."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Read one lexicon: `calendar`, `states` or `priorities`."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def numbered(name: str, table: str) -> dict[str, int]:
    """Give each word of a table `number = [words]` its number."""
    return {word: int(number) for number, words in lexicon(name)[table].items() for word in words}


@cache
def unknown_words() -> frozenset[str]:
    """Give the words that mean « not known yet », folded."""
    return frozenset(lexicon("calendar")["words"]["unknown"])
