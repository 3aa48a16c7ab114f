"""The same item under another title: trigrams of characters, weighted by how rare they are."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

_GRAM: Final = 3
_PAIRS: Final[dict[str, pl.DataType]] = {"left": pl.Int64(), "right": pl.Int64(), "score": pl.Float64()}
_BLOCK: Final = 1024
"""Rows compared at once: keeps the table of similarities small whatever the number of titles."""


def similar_pairs(
    left: "Sequence[str]",
    right: "Sequence[str]",
    *,
    at_least: float,
    of_left: pl.Series | None = None,
    of_right: pl.Series | None = None,
) -> pl.DataFrame:
    """Find the titles of two versions that resemble each other.

    Parameters
    ----------
    left, right
        Folded titles.
    at_least
        Smallest cosine between the TF-IDF weights of character trigrams, 0..1 (Salton & Buckley 1988).
    of_left, of_right
        Masks: only pairs that hold one of these titles on its side are wanted. All titles say how rare a trigram is.

    Returns
    -------
    Frame of `left`, `right` (positions) and `score`.
    """
    if not left or not right:
        return pl.DataFrame(schema=_PAIRS)
    from scipy import sparse

    rows, columns, weights, grams = _weights([*left, *right])
    matrix = sparse.csr_matrix((weights, (rows, columns)), shape=(len(left) + len(right), grams))
    all_left, all_right = np.arange(len(left)), np.arange(len(right))
    wanted = all_left if of_left is None or of_right is None else np.flatnonzero(of_left.to_numpy())
    found = _products(matrix, wanted, all_right + len(left), at_least=at_least)
    if of_left is not None and of_right is not None:
        others = np.setdiff1d(all_left, wanted)
        found += _products(matrix, others, np.flatnonzero(of_right.to_numpy()) + len(left), at_least=at_least)
    parts = [np.concatenate(each) for each in zip(*found, strict=True)]
    pairs = pl.DataFrame(dict(zip(_PAIRS, parts, strict=True)), schema=_PAIRS)
    return pairs.with_columns(pl.col("right") - len(left)).sort("left", "right")


def _products(matrix: Any, rows: "np.ndarray", columns: "np.ndarray", *, at_least: float) -> list[tuple[Any, Any, Any]]:
    """Multiply some titles by others, block by block, and keep what is near."""
    others = matrix[columns].T.tocsr()
    found = [(rows[:0], columns[:0], np.empty(0))]
    for start in range(0, rows.size, _BLOCK):
        chosen = rows[start : start + _BLOCK]
        block = (matrix[chosen] @ others).tocoo()
        near = block.data >= at_least
        found.append((chosen[block.row[near]], columns[block.col[near]], block.data[near]))
    return found


def _weights(titles: list[str]) -> tuple[Any, Any, Any, int]:
    """Give the unit vectors of titles as rows, columns and weights, and the number of trigrams."""
    grams = (
        pl.DataFrame({"title": titles})
        .with_row_index("row")
        .with_columns(pl.format(" {} ", "title").alias("title"))
        .with_columns(pl.int_ranges(0, (pl.col("title").str.len_chars() - _GRAM + 1).clip(1)).alias("start"))
        .explode("start")
        .select("row", pl.col("title").str.slice("start", _GRAM).hash(seed=0).alias("gram"))
    )
    codes, columns = np.unique(grams["gram"].to_numpy(), return_inverse=True)
    cells, counts = np.unique(grams["row"].to_numpy().astype(np.int64) * codes.size + columns, return_counts=True)
    rows, columns = np.divmod(cells, codes.size)
    # 1 + log keeps the weight of a trigram that every title has above zero: two equal titles always have cosine 1.
    rarity = 1 + np.log(len(titles) / np.bincount(columns, minlength=codes.size))
    weights = counts * rarity[columns]
    lengths = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(titles)))
    return rows, columns, weights / lengths[rows], codes.size
