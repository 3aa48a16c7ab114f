"""What was announced on one day."""

from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.diagnosis.promises.targets import KINDS
from gouvernail.method.history import History, as_of
from gouvernail.method.history.diff import rebuilt
from gouvernail.method.history.history import empty
from gouvernail.method.history.rewind import last_until
from gouvernail.method.history.shape import OPEN_STATES

if TYPE_CHECKING:
    from datetime import datetime

_FIELDS: Final = ("key", "title", "state", "created_at", "started_at", "done_at", "dropped_at", *KINDS)


def story(history: History) -> History:
    """Keep of a history what promises need: the pipe, the targets and their changes."""
    fields = [field for field in history.changes["field"].unique().drop_nulls() if field.split(":")[0] in _FIELDS]
    return rebuilt(
        history,
        items=history.items.select(_FIELDS),
        changes=history.changes.filter(pl.col("field").is_in(fields)),
        **{name: empty(name) for name in ("touches", "outcomes", "links")},
    )


def done_before(history: History, day: "datetime") -> pl.DataFrame:
    """Give the `key` of the items whose source says now that they were done by a day."""
    return history.items.filter((pl.col("state") == "done") & (pl.col("done_at") <= day)).select("key")


def announced(history: History, known: pl.DataFrame, day: "datetime") -> pl.DataFrame:
    """Give one row an item that was open on that day with a target in force.

    The target is the due date; without one, the latest of the secondary due dates; then the horizon, then the latest of
    the secondary horizons. An item whose source says now that it was done before that day was no promise any more.

    Parameters
    ----------
    known
        The meaning of every value, from `targets`.

    Returns
    -------
    `key`, `title` (as it was), `announced`, `basis` (the field it was announced in), `start`, `end`, `family`, `order`.
    """
    on_day = as_of(history, day)
    is_open = pl.col("state").fill_null("requested").is_in(OPEN_STATES) & pl.col("done_at").is_null()
    reopened = pl.col("state").is_in(OPEN_STATES)  # some sources keep the instant of the first end
    items = on_day.items.filter(is_open | reopened).join(
        done_before(history, day), on="key", how="anti", maintain_order="left"
    )
    secondary = on_day.changes.filter(pl.col("field").str.contains(":"))
    parts = [items.select("key", field=pl.lit(kind), value=kind) for kind in KINDS]
    parts.append(last_until(secondary, day).select("key", "field", value="new"))
    kind = pl.col("field").str.split(":").list.first()
    main = pl.col("field") == pl.col("kind")
    found = (
        pl.concat(parts)
        .with_columns(kind=kind)
        .join(known, on=["kind", "value"])
        .sort("key", "kind", ~main, "end", "order", "field", descending=[False, False, False, True, True, False])
        .unique("key", keep="first", maintain_order=True)
    )
    return items.join(found, on="key", maintain_order="left").select(
        "key", "title", "start", "end", "family", "order", announced="value", basis="field"
    )
