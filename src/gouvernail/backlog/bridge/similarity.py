"""Texts of requests and items as `method.similarity` reads them, and as the index keeps them."""

from collections.abc import Iterable

from gouvernail.method.similarity.folding import fold, words
from gouvernail.method.similarity.likeness import Likeness, Wanted, ranked, wanted
from gouvernail.method.similarity.spelling import has_spellings, is_mistyped, spellings
from gouvernail.method.similarity.stemming import stem
from gouvernail.method.similarity.terms import Terms, is_pair, terms_of

__all__ = [
    "Likeness",
    "Terms",
    "Wanted",
    "fold",
    "has_spellings",
    "is_mistyped",
    "is_pair",
    "ranked",
    "spellings",
    "spellings_of",
    "stem",
    "terms_kept",
    "terms_of",
    "wanted",
    "words",
    "words_of",
]


def terms_kept(rows: Iterable[tuple[int, str, str]]) -> list[tuple[int, Terms]]:
    """Read the terms of documents as their rows keep them: key, title and body, stems with spaces between."""
    return [(key, Terms(tuple(title.split()), tuple(body.split()))) for key, title, body in rows]


def words_of(*texts: str) -> set[str]:
    """Give the words of texts, each once."""
    return {word for text in texts for word in words(text)}


def spellings_of(words_typed: Iterable[str]) -> dict[str, set[str]]:
    """Give the spellings of the words that may be mistyped."""
    return {word: spellings(word) for word in words_typed if has_spellings(word)}
