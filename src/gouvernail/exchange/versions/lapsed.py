"""Items of a log that nobody has seen for a while."""

import polars as pl

from gouvernail.exchange.versions.absence import Absence
from gouvernail.exchange.versions.settings import settings
from gouvernail.exchange.versions.sighting import AT, NTH
from gouvernail.method.history.shape import OPEN_STATES


def lapsed(last: pl.DataFrame, found: Absence, *, versions: int) -> pl.DataFrame:
    """Give the open items that the last versions of a log do not show, where a log usually shows what goes on.

    [choice] In such a log an item that is absent from a few versions may come back; one that is absent from the last
    `not_seen` of them does not (see `settings.toml`). It was not dropped for all that: nothing more is known of it. In
    a log that only ever writes what changed, silence says nothing and no item lapses.

    Parameters
    ----------
    last
        The last line of each item: key, version number and instant, state.
    versions
        How many versions there are.

    Returns
    -------
    `key`, `state` (the last known), `at` (just after the last sighting).
    """
    rule = settings()
    if "state" not in last.columns or found.present_again < rule.present_again:
        return pl.DataFrame(schema={"key": pl.String, "state": pl.String, "at": pl.Datetime("us")})
    unseen = pl.col(NTH).cast(pl.Int64) < versions - rule.not_seen
    return last.filter(unseen & pl.col("state").is_in(OPEN_STATES)).select(
        "key", "state", at=pl.col(AT).dt.offset_by("1us")
    )


def forgotten(items: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    """Take the state and the status of the items that lapsed: what they are now is not known."""
    of_these = pl.col("key").is_in(gone["key"].implode())
    names = [name for name in ("state", "status") if name in items.columns]
    return items.with_columns(pl.when(~of_these).then(name).alias(name) for name in names)


def silences(gone: pl.DataFrame) -> pl.DataFrame:
    """Record from when on the state of the items that lapsed is not known."""
    return gone.select("key", "at", field=pl.lit("state"), old="state", new=pl.lit(None, pl.String))
