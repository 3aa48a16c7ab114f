"""Whether a monthly series rises or falls."""

from typing import TYPE_CHECKING

from gouvernail.method.diagnosis.estimates import trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.method.diagnosis.diagnosis import Trend

Series = tuple[tuple[str, float], ...]
_SIGNIFICANT = 0.05


def trend_of(series: "Sequence[tuple[str, float]]") -> "tuple[Trend, float | None]":
    """Give the direction of a monthly series and the p of Mann-Kendall; unknown below 5 months.

    Parameters
    ----------
    series
        (`"2025-03"`, value), oldest first; months may be absent.
    """
    found = trend([value for _, value in series], threshold=0, beyond="above", positions=[_place(m) for m, _ in series])
    if found.p is None or found.s is None:
        return "unknown", None
    if found.p >= _SIGNIFICANT:
        return "stable", found.p
    return ("rising" if found.s > 0 else "falling"), found.p


def _place(month: str) -> float:
    year, number = month.split("-")
    return int(year) * 12 + int(number)
