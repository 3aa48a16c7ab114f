"""The rows of the backlog for a file: all that the filter finds, in its order."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.backlog.bridge.ranking.files import Head
from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.ranking.table import Wanted, keys_wanted, rows_of
from gouvernail.backlog.selectors.ranking.words import chip_of, flags_of, standing_of

_AT_ONCE = 1_000
_FIGURES = ("value", "value_low", "value_high", "complexity", "complexity_low", "complexity_high", "urgency")
_FIGURES_TOO = ("urgency_low", "urgency_high", "claimed")


def head() -> Head:
    """Name the columns in the reader's language."""
    low, high = _("one in ten below"), _("one in ten above")
    figures = [
        (f"{name}{end}", 12, "number")
        for name in (_("Business value"), _("Complexity"), _("Genuine urgency"))
        for end in ("", f" ({low})", f" ({high})")
    ]
    return [
        (_("Rank"), 8, "count"),
        (_("Best rank"), 8, "count"),
        (_("Worst rank"), 8, "count"),
        (_("Key"), 12, "text"),
        (_("Item"), 48, "long"),
        (_("Objective"), 24, "text"),
        *figures,  # type: ignore[list-item]  # a kind of cell, said once
        (_("Claimed urgency"), 12, "number"),
        (_("Points"), 10, "number"),
        (_("Sure of the first places"), 12, "share"),
        (_("The same, whatever the weights"), 12, "share"),
        (_("State"), 32, "text"),
        (_("Notes"), 32, "text"),
        (_("Who carries it"), 24, "text"),
        (_("Teams"), 24, "text"),
        (_("Effort, at least"), 12, "number"),
        (_("Effort, at most"), 12, "number"),
        (_("Requests"), 10, "count"),
    ]


def rows(wanted: Wanted) -> Iterator[list[Any]]:
    """Write the rows, some at a time: any size, little memory."""
    keys = list(keys_wanted(wanted))
    for first in range(0, len(keys), _AT_ONCE):
        for item in rows_of(keys[first : first + _AT_ONCE]):
            yield _row(item)


def _row(item: Item) -> list[Any]:
    standing = standing_of(item)
    ranks = [standing.rank, standing.rank_low, standing.rank_high] if standing else [None] * 3
    names = (*_FIGURES, *_FIGURES_TOO)
    levels = [_rounded(getattr(standing, name)) for name in names] if standing else [None] * len(names)
    sure = (
        [round(standing.points, 2), standing.certainty, standing.certainty_any] if standing is not None else [None] * 3
    )
    efforts = [item.effort_low, item.effort_high]  # type: ignore[attr-defined]  # added by the query
    return [
        *ranks,
        item.key,
        item.title,
        item.objective.label if item.objective else "",
        *levels,
        *sure,
        chip_of(item).text,
        ", ".join(str(flag.label) for flag in flags_of(standing.flags)) if standing else "",
        str(item.owner) if item.owner else "",
        ", ".join(team.name for team in item.teams.all()),
        *(None if days is None else float(days) for days in efforts),
        item.asked,  # type: ignore[attr-defined]  # added by the query
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
