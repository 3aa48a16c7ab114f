"""The clock: read here and nowhere else. Instants are naive and in UTC, as everywhere in a history."""

from datetime import UTC, date, datetime, time


def now() -> datetime:
    """Give this instant."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)  # noqa: TID251  # the one place that may


def end_of(day: date) -> datetime:
    """Give the last instant of a day."""
    return datetime.combine(day, time(23, 59, 59, 999_999))  # naive and in UTC, as everywhere
