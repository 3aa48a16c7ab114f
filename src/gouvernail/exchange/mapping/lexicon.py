import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gouvernail.exchange.values.folding import fold

ROLES: Final = ("items", "comments", "links", "changes", "calendar", "outcomes")

LOOSE: Final = 100
"""Added to the place of a word that was not found as it is written: any exact word is surer."""

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PUNCTUATION: Final = re.compile(r"[^\w#%]+|_+")
_NUMBERED: Final = re.compile(r" \d+$")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)\s*$")


def fold_header(header: str) -> str:
    """Write a header as the lexicon does: no case, accents, punctuation or camelCase; single spaces."""
    return _PUNCTUATION.sub(" ", fold(_CAMEL.sub(" ", header))).strip()


@cache
def lexicon() -> dict[str, Any]:
    """Read the words of `lexicon.toml`."""
    return tomllib.loads((files(__package__) / "lexicon.toml").read_text(encoding="utf-8"))


@cache
def words_of(role: str) -> dict[str, tuple[str, int]]:
    """Give every word of a role, with the field it means and its place in that field's list (0 is the surest)."""
    found: dict[str, tuple[str, int]] = {}
    for field, words in lexicon()[role].items():
        for place, word in enumerate(words):
            if word not in found or place < found[word][1]:
                found[word] = (field, place)
    return found


def meaning(header: str, role: str) -> tuple[str, int] | None:
    """Say which field of `role` a header names, and how far down the list of words (lower is surer); or None."""
    words = words_of(role)
    whole = fold_header(header)
    if whole in words:
        return words[whole]
    if role == "items":
        link = _link_column(header)
        if link is not None:
            return link, 0
    for other in other_writings(header):
        if other in words:
            field, place = words[other]
            return field, place + LOOSE
    return _inside(whole, role)


def _inside(header: str, role: str) -> tuple[str, int] | None:
    """Find the longest words of the lexicon inside a header: "Date de création du ticket", "Statut du projet"."""
    tokens = header.split()
    openings = lexicon()["openings"].get(role, ())
    for length in range(len(tokens) - 1, 0, -1):
        for start in range(len(tokens) - length + 1):
            found = words_of(role).get(" ".join(tokens[start : start + length]))
            # One word alone says enough only at the head of the header, and only for a few fields.
            if found is not None and (length > 1 or (start == 0 and tokens[0] in openings)):
                return found[0], found[1] + 2 * LOOSE
    return None


def bracketed(header: str) -> str | None:
    """Give what a header ends with between brackets: `Blocks` of `Inward issue link (Blocks)`."""
    found = _BRACKETS.search(header)
    return found.group(1).strip() if found else None


def other_writings(header: str) -> list[str]:
    """Give what else a header may be read as: without its brackets or its number, or what a wrapper holds."""
    inside = bracketed(header)
    if inside is None:
        return [_NUMBERED.sub("", fold_header(header))]
    outside = fold_header(_BRACKETS.sub("", header))
    if outside in lexicon()["wrappers"]["prefixes"]:
        return [fold_header(inside)]
    return [outside]


def _link_column(header: str) -> str | None:
    if bracketed(header) is None:
        return None
    outside = fold_header(_BRACKETS.sub("", header))
    return next((field for field, words in lexicon()["links_in_items"].items() if outside in words), None)
