from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from gouvernail.method.diagnosis.facts.arrivals import arrivals
from gouvernail.method.diagnosis.facts.calendar import month_starts
from gouvernail.method.diagnosis.facts.dues import dues
from gouvernail.method.diagnosis.facts.ledger import by_field, family, no_moves, placed
from gouvernail.method.diagnosis.facts.memberships import Memberships, memberships
from gouvernail.method.diagnosis.facts.orders import NO_PLACES_MOVED, Order, Snapshot, order_of, snapshots
from gouvernail.method.diagnosis.facts.people import involvement, presence
from gouvernail.method.diagnosis.facts.releases import Releases, releases
from gouvernail.method.diagnosis.facts.work import no_earlier_than, work

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.settings import Settings, Threshold
    from gouvernail.method.history import History

MOST_ROWS = 10_000
"""Evidence rows kept for one figure, the most telling first; `n` counts them all."""

MOST_MONTHS = 60
"""Monthly snapshots of the order that are kept, the latest."""


class Facts:
    """Everything that several indicators need of one history, each part computed once, when first asked for.

    Items are put in the order of their keys and carry their position `idx`; every frame uses it. So no figure can
    depend on the order of the rows of a file.

    Parameters
    ----------
    history
        Valid (`gouvernail.method.history.validate` found nothing).
    today
        Instant of the diagnosis, naive UTC: what is due before it and still open is late.
    settings
        Thresholds and lexicons.
    rng
        Seeded; each indicator draws from its own stream, so none disturbs another.
    """

    def __init__(self, history: "History", today: datetime, settings: "Settings", rng: np.random.Generator) -> None:
        self.history = history
        self.now = today
        self.settings = settings
        self._seed = int(rng.integers(2**63))

    @property
    def today(self) -> date:
        """The day of the diagnosis."""
        return self.now.date()

    def threshold(self, indicator: str) -> "Threshold":
        """Give the red threshold of an indicator."""
        return self.settings.threshold(indicator)

    def rng_of(self, number: int) -> np.random.Generator:
        """Give the generator of one indicator: the same for the same seed, whatever else is measured."""
        return np.random.default_rng((self._seed, number))

    def has(self, column: str) -> bool:
        """Say whether at least one row carries `column`, written `"items.due_on"`."""
        return self.history.coverage.has(column)

    def tracks(self, *columns: str) -> bool:
        """Say whether the changes of one of these columns are recorded over time."""
        return any(self.history.tracks(column) for column in columns)

    @cached_property
    def since(self) -> datetime | None:
        """Start of the window that the history covers."""
        return self.history.coverage.since

    @cached_property
    def until(self) -> datetime | None:
        """End of the window that the history covers, never after today."""
        until = self.history.coverage.until
        return None if until is None else min(until, self.now)

    @cached_property
    def observed_at(self) -> tuple[datetime, ...]:
        """Instants of the dated versions, oldest first; empty when instants are exact."""
        return tuple(sorted(set(self.history.coverage.observed_at)))

    @cached_property
    def positioned(self) -> pl.DataFrame:
        """Items of the shape in the order of their keys, with `idx`."""
        return self.history.items.sort("key").with_row_index("idx")

    @cached_property
    def positions(self) -> pl.DataFrame:
        """`key` and `idx` of every item."""
        return self.positioned.select("key", "idx")

    @cached_property
    def placed(self) -> dict[str, pl.DataFrame]:
        """Every change by field, tied to `idx` (see `ledger.placed`)."""
        return placed(self.history.changes, self.positions)

    @cached_property
    def ledger(self) -> dict[str, pl.DataFrame]:
        """Changes that changed something by field, tied to `idx`."""
        return by_field(self.placed)

    def moves(self, field: str) -> pl.DataFrame:
        """Give the changes of exactly this field: idx, at, old, new."""
        return self.ledger.get(field, no_moves())

    @cached_property
    def target_moves(self) -> pl.DataFrame:
        """Changes of every promised target, secondary ones included, with `field`."""
        return pl.concat([family(self.ledger, "due_on"), family(self.ledger, "horizon")])

    @cached_property
    def items(self) -> pl.DataFrame:
        """Items with the instants of their life (see `work`)."""
        return work(self.positioned, self.moves("state"), self.observed_at)

    def of_items(self, *columns: str, idx: pl.Series) -> pl.DataFrame:
        """Give columns of `items` for each position: a join without its cost, since items stand in that order."""
        return self.items.select(pl.col(columns).gather(idx))

    @cached_property
    def open_items(self) -> pl.DataFrame:
        """Items that are neither done nor dropped."""
        return self.items.filter("is_open")

    @cached_property
    def delivered(self) -> pl.DataFrame:
        """Items that are done, and whose instant is known."""
        return self.items.filter(pl.col("done_at").is_not_null())

    @cached_property
    def started(self) -> pl.DataFrame:
        """Items whose start is known, whatever became of them, in the order of their keys."""
        return self.items.filter(pl.col("started_at").is_not_null())

    @cached_property
    def dues(self) -> pl.DataFrame:
        """Items that were promised for a date, with the first promise (see `facts.dues`)."""
        first_seen = self.observed_at[0] if self.observed_at else None
        return dues(self.items, self.moves("due_on"), first_seen)

    @cached_property
    def arrivals(self) -> pl.DataFrame:
        """What became of the dates that have come (see `facts.arrivals`)."""
        return arrivals(self.dues, self.items, self.today)

    @cached_property
    def order(self) -> Order | None:
        """The order that the history tracks: rank, else score, else priority; None when it tracks none."""
        return order_of(self.history.coverage, self.items, self.ledger)

    @cached_property
    def manual_order(self) -> Order | None:
        """The order that people move by hand: rank, else priority; a score moves by itself."""
        if self.order is None or self.order.field != "score":
            return self.order
        return order_of(self.history.coverage, self.items, self.ledger, fields=("priority_level", "priority"))

    @cached_property
    def snapshots(self) -> list[Snapshot]:
        """The order at the starts of the last `MOST_MONTHS` months of the window; none where no order is tracked.

        Before the first of some dated versions the order is not known, however old the items are.
        """
        since = self.observed_at[0] if self.observed_at else self.since
        months = month_starts(since, self.until)[-MOST_MONTHS:]
        return [] if self.order is None else snapshots(self.order, self.items, months)

    @cached_property
    def moved_items(self) -> pl.DataFrame:
        """Items whose place in the order moved: idx, moves, from, to, last_move."""
        moves = NO_PLACES_MOVED if self.order is None else self.order.moves
        first, last = pl.col("old").first().abs().fill_nan(None), pl.col("new").last().abs().fill_nan(None)
        return moves.group_by("idx", maintain_order=True).agg(
            first.alias("from"), last.alias("to"), moves=pl.len(), last_move=pl.col("at").last().dt.date()
        )

    @cached_property
    def decisions(self) -> pl.DataFrame:
        """Changes that name the decision they come from: idx, at."""
        decided = self.history.changes.filter(pl.col("decision").is_not_null()).select("key", "at")
        return decided.join(self.positions, on="key").select("idx", "at")

    @cached_property
    def outcomes(self) -> pl.DataFrame:
        """Outcomes of known items, with idx."""
        return self.history.outcomes.join(self.positions, on="key")

    @cached_property
    def memberships(self) -> Memberships:
        """Which item was in which iteration, and whether it was in its plan."""
        return memberships(self.positioned, self.moves("iterations"), self.history.calendar, self.now)

    @cached_property
    def involvement(self) -> pl.DataFrame:
        """Touches of the business other than asking: idx, at, person, kind."""
        return involvement(self.history.touches, self.positions)

    @cached_property
    def presence(self) -> pl.DataFrame:
        """Every dated act of a business person, requests included: person, at."""
        return presence(self.history.touches, self.items)

    @cached_property
    def releases(self) -> Releases | None:
        """When something was released; None when nothing says so."""
        return releases(self.history.calendar, self.positioned, self.delivered, observed=bool(self.observed_at))

    def no_earlier_than(self, seen: str) -> pl.Expr:
        """Give the earliest instant at which something seen then can have happened (see `work`)."""
        return no_earlier_than(pl.col(seen), self.observed_at)

    def days_ago(self, days: float) -> datetime:
        """Give the instant that many days before now."""
        return self.now - timedelta(days=days)
