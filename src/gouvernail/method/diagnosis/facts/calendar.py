"""Whole months and four-week stretches of a window."""

from datetime import datetime


def month_starts(since: datetime | None, until: datetime | None) -> list[datetime]:
    """Give the first instants of the months that lie in a window, `since <= month <= until`, oldest first."""
    if since is None or until is None:
        return []
    month = datetime(since.year, since.month, 1)  # noqa: DTZ001  # instants of the shape are naive UTC
    if month < since:
        month = _next(month)
    months = []
    while month <= until:
        months.append(month)
        month = _next(month)
    return months


def _next(month: datetime) -> datetime:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
