"""When somebody may be written to: their hour, their quiet hours, their weekend, in their time zone."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from gouvernail.followup.choices.words import Digest
from gouvernail.followup.models import Preference

_MONDAY, _SATURDAY = 0, 5


def is_quiet(at: time, quiet_from: time | None, quiet_to: time | None) -> bool:
    """Tell whether a time of the day is within quiet hours, which may pass midnight. The last minute is not.

    Equal ends, or no ends, are no quiet hours at all.
    """
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return False
    if quiet_from < quiet_to:
        return quiet_from <= at < quiet_to
    return at >= quiet_from or at < quiet_to


def hour_of_letters(preference: Preference) -> time:
    """Give the time of the letter of the day: the hour asked for, or the end of the quiet hours that it falls in."""
    if is_quiet(preference.hour, preference.quiet_from, preference.quiet_to) and preference.quiet_to is not None:
        return preference.quiet_to
    return preference.hour


def letter_day(now: datetime, preference: Preference, zone: ZoneInfo) -> date | None:
    """Give the day whose letter may be sent now; None while it must wait.

    All is read on the wall clock of the person's time zone. An hour that a change of time skips is over when the clock
    has passed it; an hour that comes twice is met once, since a day has one letter.

    Parameters
    ----------
    now
        An aware instant.
    """
    local = now.astimezone(zone)
    at = local.time().replace(fold=0)
    if local.weekday() >= _SATURDAY and preference.is_weekend_quiet:
        return None
    if at < hour_of_letters(preference) or is_quiet(at, preference.quiet_from, preference.quiet_to):
        return None
    return local.date()


def is_digest_day(day: date, preference: Preference) -> bool:
    """Tell whether the person wants their week by mail that day."""
    match preference.digest:
        case Digest.DAILY:
            return True
        case Digest.WEEKLY:
            return day.weekday() == _MONDAY
        case _:
            return False
