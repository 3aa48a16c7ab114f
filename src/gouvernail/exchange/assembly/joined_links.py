"""Links against the items: what leads nowhere is said."""

from typing import Final

import polars as pl

from gouvernail.exchange.assembly.joins import resolved
from gouvernail.exchange.problems import Problem

_SHOWN: Final = 5


def joined_links(links: pl.DataFrame, items: pl.DataFrame, *, file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Keep the links that touch an item, and say which lead to the item itself or out of the files.

    Parameters
    ----------
    links
        Frame with `key`, `kind` and `other`; ends may be other names of items.
    file
        Where messages point.

    Returns
    -------
    Links of two different items, and those of which one end only was read: that one depends on something is known,
    on what is not. A link from an item to itself, or between two strangers, is left out.
    """
    links = links.with_columns(resolved(links[end], items).alias(end) for end in ("key", "other")).unique(
        maintain_order=True
    )
    keys = items["key"].implode()
    key, other = links["key"].is_in(keys), links["other"].is_in(keys)
    itself = links["key"] == links["other"]
    strangers = ~key & ~other
    half = (key ^ other) & ~itself
    unread = pl.select(pl.when(key).then(links["other"]).otherwise(links["key"]).alias("key")).to_series()
    notices = [
        *_notice("self_links", file, links["key"].filter(itself & key)),
        *_notice("half_links", file, unread.filter(half)),
        *_notice("unknown_keys_links", file, links["key"].filter(strangers)),
    ]
    return links.filter(~itself & ~strangers), notices


def _notice(code: str, file: str, names: pl.Series) -> list[Problem]:
    if names.is_empty():
        return []
    distinct = names.unique().sort()
    shown = ", ".join(distinct.head(_SHOWN).to_list())
    return [Problem(code, file, found=shown, params={"n": names.len(), "keys": distinct.len()})]
