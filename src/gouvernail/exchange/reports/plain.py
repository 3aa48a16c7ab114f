"""Values of a report as plain JSON ones: ISO dates, no NaN, figures without the noise of their last digits."""

import math
from collections.abc import Mapping, Sequence, Set
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import polars as pl

_DECIMALS: Final = 6


def plain(value: Any) -> Any:
    """Give what JSON can hold: instants (UTC) and days as ISO text, sets sorted, NaN and infinities as null."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)  # an enumeration becomes its text
        case float():
            return round(value, _DECIMALS) if math.isfinite(value) else None
        case date():
            return _iso(value)
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case Set():
            return sorted(plain(one) for one in value)
        case Sequence():
            return [plain(one) for one in value]
        case _:
            return str(value)


def _iso(value: date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    naive = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value  # ours are naive and in UTC
    return f"{naive.isoformat(timespec='seconds')}Z"


def plain_rows(rows: "pl.DataFrame", limit: int | None) -> list[dict[str, Any]]:
    """Give the first `limit` rows (all when None) as objects."""
    return [plain(row) for row in (rows if limit is None else rows.head(limit)).to_dicts()]
