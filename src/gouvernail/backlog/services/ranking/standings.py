"""Write where each item stands: as rows of plain values, since as objects they cost as much as ranking them."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from gouvernail.backlog.bridge.ranking.ranks import Rank
from gouvernail.backlog.models import Ranking, Standing

_TABLE = Standing._meta.db_table  # noqa: SLF001  # Django's public door to a model's table
_FIELDS = [one for one in Standing._meta.concrete_fields if not one.primary_key]  # noqa: SLF001  # the same
_COLUMNS = [one.column for one in _FIELDS if one.column]
_INTO = f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608  # our own


def standings_write(row: Ranking, ranks: Iterable[Rank]) -> None:
    """Write where each item of a ranking stands, in the transaction of whoever wrote the ranking."""
    rows = [[values[column] for column in _COLUMNS] for values in (_values(row, one) for one in ranks)]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_INTO, rows)


def _values(row: Ranking, one: Rank) -> dict[str, Any]:
    """Give the value of every column by its name: one that is forgotten stops the writing."""
    value, urgency, complexity = one.levels
    value_low, urgency_low, complexity_low = one.lows
    value_high, urgency_high, complexity_high = one.highs
    return {
        "workspace_id": row.workspace_id,
        "item_id": one.item,
        "ranking_id": row.pk,
        "rank": one.rank,
        "rank_low": one.low,
        "rank_high": one.high,
        "certainty": one.certainty,
        "certainty_any": one.certainty_any,
        "zone": str(one.zone),
        "points": one.points,
        "value": value,
        "value_low": value_low,
        "value_high": value_high,
        "complexity": complexity,
        "complexity_low": complexity_low,
        "complexity_high": complexity_high,
        "urgency": urgency,
        "urgency_low": urgency_low,
        "urgency_high": urgency_high,
        "claimed": one.claimed,
        "opinions": one.opinions,
        "flags": json.dumps(list(one.flags)),
        "doubts": json.dumps(list(one.doubts or ())),
    }
