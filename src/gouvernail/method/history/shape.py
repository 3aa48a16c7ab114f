"""The columns of each frame of a history, and the words their coded columns may hold.

Instants are naive and in UTC (`Datetime("us")`); days are `Date`. A due date keeps the precision at which it was
announced, so it is text in canonical form (see `gouvernail.method.history.periods`): `2025-03-14`, `2025-W12`,
`2025-03`, `2025-Q1`, `2025-H1`, `2025`.
"""

from typing import Final

import polars as pl

INSTANT: Final = pl.Datetime("us")

STATES: Final = ("requested", "accepted", "started", "done", "dropped")
"""In the order of the pipe; `done` and `dropped` are the two ends."""

OPEN_STATES: Final = ("requested", "accepted", "started")

SIDES: Final = ("business", "builder", "unknown")

TOUCH_KINDS: Final = ("create", "comment", "vote", "workshop", "prototype", "pilot", "test", "feedback")

CALENDAR_KINDS: Final = ("iteration", "release")

ITEMS: Final[dict[str, pl.DataType]] = {
    "key": pl.String(),
    "title": pl.String(),
    "text": pl.String(),
    "type": pl.String(),
    "state": pl.String(),  # one of STATES
    "status": pl.String(),  # the source's own word
    "created_at": INSTANT,
    "reporter": pl.String(),
    "owner": pl.String(),
    "team": pl.String(),
    "objective": pl.String(),
    "priority": pl.String(),  # the source's own word
    "priority_level": pl.Int32(),  # 1 = the most pressing of the source's scale
    "due_on": pl.String(),  # canonical period
    "horizon": pl.String(),  # a target that is not a date: "now", "v1.27", "Lot 3"
    "started_at": INSTANT,
    "done_at": INSTANT,
    "dropped_at": INSTANT,
    "updated_at": INSTANT,
    "size": pl.Float64(),
    "rank": pl.Float64(),  # 1 = first
    "score": pl.Float64(),
    "parent": pl.String(),
    "labels": pl.List(pl.String()),
    "iterations": pl.List(pl.String()),  # every iteration that the item was in, in order
    "releases": pl.List(pl.String()),
}

CHANGES: Final[dict[str, pl.DataType]] = {
    "key": pl.String(),
    "at": INSTANT,
    "actor": pl.String(),
    "field": pl.String(),  # a column of ITEMS
    "old": pl.String(),
    "new": pl.String(),
    "reason": pl.String(),
    "decision": pl.String(),
}

TOUCHES: Final[dict[str, pl.DataType]] = {
    "key": pl.String(),
    "at": INSTANT,
    "person": pl.String(),
    "side": pl.String(),  # one of SIDES
    "kind": pl.String(),  # one of TOUCH_KINDS
    "text": pl.String(),
}

OUTCOMES: Final[dict[str, pl.DataType]] = {
    "key": pl.String(),
    "measure": pl.String(),
    "expected": pl.Float64(),
    "observed": pl.Float64(),
    "at": INSTANT,
}

LINKS: Final[dict[str, pl.DataType]] = {
    "key": pl.String(),
    "kind": pl.String(),  # "duplicates", "relates", "depends", "blocks", "follows", "parent" or the source's word
    "other": pl.String(),
}

CALENDAR: Final[dict[str, pl.DataType]] = {
    "name": pl.String(),  # as `items.iterations` and `items.releases` name it
    "kind": pl.String(),  # one of CALENDAR_KINDS
    "start_on": pl.Date(),
    "end_on": pl.Date(),
    "closed_at": INSTANT,
}

FRAMES: Final[dict[str, dict[str, pl.DataType]]] = {
    "items": ITEMS,
    "changes": CHANGES,
    "touches": TOUCHES,
    "outcomes": OUTCOMES,
    "links": LINKS,
    "calendar": CALENDAR,
}
