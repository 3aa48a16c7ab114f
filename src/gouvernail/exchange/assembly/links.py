"""Which way a link goes, and by which word."""

from typing import Final

import polars as pl

from gouvernail.exchange.mapping.lexicon import fold_header

_KINDS: Final = {
    word: kind
    for kind, words in {
        "duplicates": ("duplicate", "duplicates", "doublon", "cloners", "clone"),
        "relates": ("relates", "relate", "relates to", "related", "related to", "lie a", "en relation"),
        "depends": ("depends", "depends on", "dependency", "depend de", "dependance", "requires"),
        "blocks": ("blocks", "block", "bloque", "blocker"),
        "follows": ("follows", "suit"),
        "parent": ("parent", "parent of"),
    }.items()
    for word in words
}

_INWARD: Final = r"(?i)^\s*(is\b.* by\b|est\b.* par\b|was\b.* by\b)"
"""`is blocked by`, `est bloqué par`: the other end is the one that acts."""


def link_kind(word: str) -> str:
    """Write a link's kind as the shape does; an unknown word stays as the source writes it."""
    return _KINDS.get(fold_header(word), word)


def link_kinds(words: pl.Series) -> pl.Series:
    """Apply `link_kind` to a column, once a word."""
    known = words.unique().drop_nulls()
    return words.replace_strict(
        known, [link_kind(word) for word in known.to_list()], default=None, return_dtype=pl.String
    )


def directed(links: pl.DataFrame, *, inward: pl.Expr) -> pl.DataFrame:
    """Turn inward ends round, so that both ends of one link become the same row.

    A link without direction (`relates`) is written from the lower key to the higher.
    """
    swap = inward | ((pl.col("kind") == "relates") & (pl.col("key") > pl.col("other")))
    return links.select(
        pl.when(swap).then("other").otherwise("key").alias("key"),
        "kind",
        pl.when(swap).then("key").otherwise("other").alias("other"),
    )


def says_inward(direction: pl.Expr) -> pl.Expr:
    """Tell from the words of a link that its other end acts: "is blocked by"."""
    return direction.str.contains(_INWARD).fill_null(value=False)
