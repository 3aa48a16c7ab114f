from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.exchange.formats.jira_rest.fields import known_names
from gouvernail.exchange.values.folding import fold_series
from gouvernail.exchange.values.states import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_CATEGORIES: Final = {"new": "requested", "undefined": "requested", "indeterminate": "started", "done": "done"}
# Jira's category "new" covers what nobody has looked at and what was accepted for later: the word tells them apart.
_WORD_WINS: Final = {"new": ("accepted",), "done": ("dropped",)}


def states_of_items(items: pl.DataFrame, *, extra: "Mapping[str, str]") -> pl.Series:
    """Give the state of items (columns status, category, resolution): category first, refined by the words."""
    state = _by_category(items["status"], items["category"], extra=extra)
    dropped = is_dropped(items["resolution"])
    return (
        pl.select(pl.when((state == "done") & dropped).then(pl.lit("dropped")).otherwise(state))
        .to_series()
        .alias("state")
    )


def status_states(items: pl.DataFrame, *words: pl.Series, extra: "Mapping[str, str]") -> pl.DataFrame:
    """Give the state of every status that items or changes name (columns status, state).

    A status that no item is in now has no category in the file: its word decides.
    """
    now = items.select("status", "category").drop_nulls("status").unique("status", keep="first", maintain_order=True)
    past = pl.concat([word.alias("status") for word in words]).drop_nulls().unique(maintain_order=True).to_frame()
    every = pl.concat([now, past.join(now, on="status", how="anti")], how="diagonal")
    return every.select("status", _by_category(every["status"], every["category"], extra=extra).alias("state"))


def is_dropped(resolution: pl.Series) -> pl.Series:
    """Say which resolutions end an issue without delivering it; null is not one."""
    return fold_series(resolution).is_in(list(known_names("resolutions"))).fill_null(value=False)


def _by_category(status: pl.Series, category: pl.Series, *, extra: "Mapping[str, str]") -> pl.Series:
    frame = pl.DataFrame({"category": category.str.to_lowercase(), "word": state_of(status, extra=extra)})
    named_by_hand = (
        pl.DataFrame({"status": status})
        .select(pl.col("status").replace_strict(dict(extra), default=None, return_dtype=pl.String))
        .to_series()
    )
    by_category = pl.col("category").replace_strict(_CATEGORIES, default=None, return_dtype=pl.String)
    refined = pl.lit(False)  # noqa: FBT003 - a Polars literal
    for name, words in _WORD_WINS.items():
        refined |= (pl.col("category") == name) & pl.col("word").is_in(words)
    return frame.select(
        pl.coalesce(named_by_hand, pl.when(refined).then("word"), by_category, "word", pl.lit("requested")).alias(
            "state"
        )
    ).to_series()
