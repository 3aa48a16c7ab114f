"""Dates announced, then moved."""

from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.facts.ledger import base_of
from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing
from gouvernail.method.diagnosis.indicators.evidence import evidence
from gouvernail.method.history.periods import compare_periods
from gouvernail.method.history.releases import HORIZONS, release_order

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts


_LONGEST = max(map(len, HORIZONS))


@register
class Replans(Measure):
    """Share of the promised work whose date was moved twice or more after the promise.

    method.md section 6.2, 3. Secondary targets (`due_on:public_preview`, `horizon:alpha`) count; several targets moved
    in one instant are one re-plan.

    [choice] A move replaces or withdraws a target that was set: the first setting is the promise itself, and so is a
    setting after a withdrawal. Moves made after the work was done are corrections and do not count. A target that is
    not a date (a release, a batch) is promised like a date; now, next and later promise nothing. Where named targets
    (`horizon:alpha`) stand beside a main one without dates, only they count: the main one then names the target at
    work, and moves on as the work does.
    """

    id = "replans"
    number = 3
    unit = "share"
    beyond = "above"
    sources = frozenset({"due_on"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count the distinct instants at which the targets of each item moved."""
        committed = promised(facts)
        if not facts.tracks("due_on", "horizon") and facts.target_moves.is_empty():
            return Missing(("changes.due_on",))
        if committed.is_empty():
            return Missing(("items.due_on", "items.horizon"))
        moves = _moves(facts)
        counted = moves.group_by("idx", maintain_order=True).agg(
            moves=pl.col("apart").sum(),
            last_move=pl.col("at").last().dt.date(),
            first_target=pl.col("old").first(),
            last_target=pl.col("new").last(),
        )
        often = counted.filter(pl.col("moves") >= self.parameter(facts, "moves")).height
        sides = _sides(moves)
        return Answer(
            self.share(facts, often, committed.len()),
            evidence(facts, counted, "moves", "first_target", "last_target", "last_move", by="moves"),
            {"items": counted.height, "moves": moves.height, "often": often, **sides},
            ("seen_between_versions",) if facts.observed_at else (),
        )


def promised(facts: "Facts") -> pl.Series:
    """Give the idx of every item that has, or had, a target whose moves are recorded."""
    parts = [facts.target_moves.filter(_binds("old") | _binds("new"))["idx"]]
    if facts.tracks("due_on"):
        parts.append(facts.dues["idx"])
    if facts.tracks("horizon"):
        parts.append(facts.items.filter(_binds("horizon"))["idx"])
    return pl.concat(parts).unique()


def _binds(column: str) -> pl.Expr:
    """Say which values promise something."""
    value = pl.col(column)
    short = pl.when(value.str.len_bytes() <= _LONGEST).then(value)  # most are dates: no need to fold their case
    return value.is_not_null() & ~short.str.to_lowercase().is_in(HORIZONS).fill_null(value=False)


def _moves(facts: "Facts") -> pl.DataFrame:
    """Give the moves of targets that were set, made before the work was done; `apart` from the one before in time."""
    moved = facts.target_moves.filter(_binds("old"))
    if not facts.tracks("due_on") and any(field.startswith("horizon:") for field in facts.ledger):
        moved = moved.filter(pl.col("field") != "horizon")
    done = facts.of_items("done_at", idx=moved["idx"])["done_at"]
    kept = moved.filter(done.is_null() | (moved["at"] <= done))
    if sum(base_of(field) in {"due_on", "horizon"} for field in facts.ledger) > 1:  # one alone is in order already
        kept = kept.sort("idx", "at", "field", maintain_order=True)
    same = (pl.col("idx") == pl.col("idx").shift()) & (pl.col("at") == pl.col("at").shift())
    return kept.with_columns(apart=~same.fill_null(value=False))


def postponed(facts: "Facts") -> pl.Series:
    """Give the idx of every item of which a target was moved to a later one, as far as the two can be compared."""
    moves = _moves(facts)
    later = _directions(moves).filter(side="later")
    return moves.join(later, on=["old", "new"], how="semi")["idx"].unique()


def _sides(moves: pl.DataFrame) -> dict[str, float]:
    """Count the moves to a later and to an earlier target."""
    sides = _directions(moves)
    return {name: int(sides.filter(side=name)["times"].sum()) for name in ("later", "earlier")}


def _directions(moves: pl.DataFrame) -> pl.DataFrame:
    """Give `old`, `new`, how many `times` one became the other, and to which `side` (null: they cannot be compared)."""
    pairs = moves.group_by("old", "new").agg(times=pl.len()).drop_nulls()
    order = release_order(pl.concat([pairs["old"], pairs["new"]]).alias("name"))
    placed = (
        pairs.with_columns(by_date=compare_periods(pairs["old"], pairs["new"]))
        .join(order.rename({"name": "old", "family": "family_old", "order": "order_old"}), on="old", how="left")
        .join(order.rename({"name": "new", "family": "family_new", "order": "order_new"}), on="new", how="left")
    )
    step = pl.when(pl.col("family_old") == pl.col("family_new")).then(pl.col("order_new") - pl.col("order_old"))
    by_name = pl.when(step > 0).then(pl.lit("later")).when(step < 0).then(pl.lit("earlier"))
    return placed.select("old", "new", "times", side=pl.coalesce("by_date", by_name))
