"""Requests: when each was made, and when it was first given a word."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts

_NOBODY = pl.DataFrame(schema={"idx": pl.UInt32, "came_at": pl.Datetime("us")})


def requests(facts: "Facts") -> pl.DataFrame:
    """Give one row a request whose wait is known from its start.

    An item was a request when it is first seen as `requested`, or when a sighting after its creation is the first to
    show it, further on: its word fell in between. One that is further on from its creation on was none, and of one that
    is first seen in an unknown state nothing can be said.

    Where items are seen (dated versions, whole or as a log), those created before the day of the first sighting are
    left out: of them only the ones that wait for long are still there to be seen (left truncation).

    Returns
    -------
    pl.DataFrame
        `idx`, `created_at`, `reporter`; `decided_at`: when it was first seen in a known state other than `requested`
        (in whole copies: that of the copy before, never before the creation), null while it waits; `seen_until`: up to
        when a request without an answer was seen to wait.
    """
    came = _came(facts)
    asked = pl.col("began") == "requested"
    seen = _first_seen(facts, came).filter(asked | pl.col("came_at").is_not_null())
    answered = seen.with_columns(answered_at=pl.when(asked).then("left_at").otherwise("came_at"))
    known = answered.filter((pl.col("answered_at") >= pl.col("created_at")).fill_null(value=True))
    if (first := _record_began(facts, came)) is not None:
        known = known.filter(pl.col("created_at").dt.date() >= first)
    earliest = pl.max_horizontal(facts.no_earlier_than("answered_at"), "created_at")
    return known.select(
        "idx",
        "created_at",
        "reporter",
        decided_at=pl.when(pl.col("answered_at").is_not_null()).then(earliest),
        seen_until=pl.coalesce("unseen_at", pl.lit(facts.now)),
    )


def _first_seen(facts: "Facts", came: pl.DataFrame) -> pl.DataFrame:
    """Give the items with `began`, their first known state, and `left_at`, when they were first seen past requested."""
    known = (
        facts.moves("state")
        .group_by("idx", maintain_order=True)
        .agg(
            moved_at=pl.col("at").first(),
            moved_from=pl.col("old").first(),
            moved_to=pl.col("new").first(),
            left_at=pl.col("at").filter(pl.col("new") != "requested").first(),
        )
    )
    items = facts.items.select("idx", "state", "created_at", "reporter", "unseen_at")
    born = pl.col("moved_at") <= pl.coalesce("came_at", "created_at")  # a product writes the state of a birth as a move
    began = pl.when(pl.col("moved_at").is_null()).then("state").when(born).then(pl.coalesce("moved_from", "moved_to"))
    return (
        items.join(known, on="idx", how="left", maintain_order="left")
        .join(came, on="idx", how="left", maintain_order="left")
        .with_columns(began=began.otherwise("moved_from"))
        .filter(pl.col("began").is_not_null() & pl.col("created_at").is_not_null())
    )


def _came(facts: "Facts") -> pl.DataFrame:
    """Give `idx`, `came_at` of the items that were first seen some time after their creation."""
    births = facts.history.changes.filter(
        pl.col("field") == "key", pl.col("old").is_null() & pl.col("new").is_not_null() & pl.col("at").is_not_null()
    )
    if births.is_empty():
        return _NOBODY
    first = births.group_by("key").agg(came_at=pl.col("at").min())
    created = facts.items.select("idx", "key", "created_at")
    return created.join(first, on="key").filter(pl.col("came_at") > pl.col("created_at")).select("idx", "came_at")


def _record_began(facts: "Facts", came: pl.DataFrame) -> date | None:
    """Give the day of the first sighting; None where nothing was seen later than it was created."""
    if facts.observed_at:
        return facts.observed_at[0].date()
    first = facts.history.changes["at"].min() if came.height else None
    return first.date() if isinstance(first, datetime) else None
