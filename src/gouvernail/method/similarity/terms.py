"""What a text is found by: its stems, and the pairs of stems that follow one another in its title."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from gouvernail.method.similarity.folding import words
from gouvernail.method.similarity.stemming import stem

BODY_MOST = 300  # distinct stems of a body that count: a pasted log says no more than its beginning
TITLE_MOST = 40
JOINT = "+"  # between the two stems of a pair; no stem holds one


@dataclass(frozen=True)
class Terms:
    """The stems of a title in their order, and those that only the body has."""

    title: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def pairs(self) -> list[str]:
        """List the pairs of stems that follow one another in the title, each once."""
        return list(dict.fromkeys(f"{one}{JOINT}{next_one}" for one, next_one in pairwise(self.title)))

    @property
    def all(self) -> list[str]:
        """List everything that the text is found by, each once."""
        return list(dict.fromkeys([*self.title, *self.pairs, *self.body]))


def terms_of(title: str, *body: str) -> Terms:
    """Take the terms of a text."""
    first = tuple(stem(word) for word in words(title)[:TITLE_MOST])
    return Terms(first, tuple(_rest(first, body)))


def is_pair(term: str) -> bool:
    """Tell a pair of stems from a stem."""
    return JOINT in term


def _rest(title: tuple[str, ...], body: Iterable[str]) -> list[str]:
    found = dict.fromkeys(stem(word) for text in body for word in words(text))
    return [term for term in found if term not in title][:BODY_MOST]
