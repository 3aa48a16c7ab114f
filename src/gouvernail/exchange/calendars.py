"""Meetings as an iCalendar feed (RFC 5545, RFC 7986) that Thunderbird and Google Calendar subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Calendar

REFRESH = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """One meeting.

    Parameters
    ----------
    uid
        The same for ever, whatever else changes: readers replace the event by it.
    sequence
        Grows with each change; readers ignore an older one.
    starts_at, changed_at
        With a time zone.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    duration: timedelta
    changed_at: datetime
    is_cancelled: bool = False
    description: str = ""
    place: str = ""
    url: str = ""


def icalendar_feed(name: str, events: Iterable[CalendarEvent], *, language: str) -> bytes:
    """Write a feed, with the definitions of the time zones that it uses.

    Raises
    ------
    ValueError
        An event starts or was changed at a time without zone.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Gouvernail//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what Google Calendar and Outlook read
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for event in events:
        _add(calendar, event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _add(calendar: "Calendar", given: CalendarEvent) -> None:
    from icalendar import Event

    if given.starts_at.tzinfo is None or given.changed_at.tzinfo is None:
        raise ValueError(f"{given.uid}: a time without zone")
    event = Event()
    event.add("uid", given.uid)
    event.add("sequence", given.sequence)
    event.add("dtstamp", given.changed_at)
    event.add("last-modified", given.changed_at)
    event.add("dtstart", given.starts_at)
    event.add("duration", given.duration)
    event.add("summary", given.title)
    event.add("status", "CANCELLED" if given.is_cancelled else "CONFIRMED")
    for name, value in (("description", given.description), ("location", given.place), ("url", given.url)):
        if value:
            event.add(name, value)
    calendar.add_component(event)
