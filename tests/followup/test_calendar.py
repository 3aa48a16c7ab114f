"""When somebody may be written to, in every time zone, through every change of time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.followup.choices.words import Digest
from gouvernail.followup.models import Preference
from gouvernail.followup.selectors.calendar import hour_of_letters, is_digest_day, is_quiet, letter_day

MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
ZONES = st.sampled_from(
    ["Europe/Paris", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "UTC"]
)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


def wishes(hour: str = "08:00", quiet: tuple[str, str] | None = None, *, weekend: bool = False) -> Preference:
    return Preference(
        hour=time.fromisoformat(hour),
        quiet_from=time.fromisoformat(quiet[0]) if quiet else None,
        quiet_to=time.fromisoformat(quiet[1]) if quiet else None,
        is_weekend_quiet=weekend,
    )


def at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@given(MINUTES, MINUTES, MINUTES)
def test_quiet_hours_and_their_reverse_share_the_day(moment: time, start: time, end: time) -> None:
    if start == end:
        assert not is_quiet(moment, start, end)
    else:
        assert is_quiet(moment, start, end) != is_quiet(moment, end, start)


@given(MINUTES, MINUTES)
def test_quiet_hours_hold_their_start_and_not_their_end(start: time, end: time) -> None:
    assert is_quiet(start, start, end) == (start != end)
    assert not is_quiet(end, start, end)


@given(MINUTES, MINUTES, MINUTES)
def test_the_hour_of_letters_is_never_quiet(hour: time, start: time, end: time) -> None:
    preference = Preference(hour=hour, quiet_from=start, quiet_to=end)
    found = hour_of_letters(preference)
    assert not is_quiet(found, start, end)
    assert found in {hour, end}


@given(INSTANTS, ZONES, MINUTES, MINUTES, MINUTES, st.booleans())
def test_nothing_leaves_in_quiet_hours(
    now: datetime, zone: str, hour: time, start: time, end: time, is_weekend_quiet: bool
) -> None:
    preference = Preference(hour=hour, quiet_from=start, quiet_to=end, is_weekend_quiet=is_weekend_quiet)
    day = letter_day(now, preference, ZoneInfo(zone))
    local = now.astimezone(ZoneInfo(zone))
    if day is not None:
        assert day == local.date()
        assert not is_quiet(local.time(), start, end)
        assert not (is_weekend_quiet and day.isoweekday() > 5)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 30)), ZONES, MINUTES, MINUTES, MINUTES)
def test_every_day_has_an_hour_for_its_letter(day: date, zone: str, hour: time, start: time, end: time) -> None:
    """Quiet hours put a letter off; they never swallow it, whatever the clock does that day."""
    preference = Preference(hour=hour, quiet_from=start, quiet_to=end, is_weekend_quiet=False)
    midnight = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    minutes = (midnight + timedelta(minutes=each) for each in range(25 * 60))
    first = hour_of_letters(preference)
    if first <= time(23, 58):
        assert any(letter_day(now, preference, ZoneInfo(zone)) == day for now in minutes)


def test_a_letter_due_in_quiet_hours_waits_for_their_end() -> None:
    preference, zone = wishes("06:00", ("22:00", "07:30")), ZoneInfo("Europe/Paris")
    assert letter_day(at("2026-11-24T06:00", "Europe/Paris"), preference, zone) is None
    assert letter_day(at("2026-11-24T07:29", "Europe/Paris"), preference, zone) is None
    assert letter_day(at("2026-11-24T07:30", "Europe/Paris"), preference, zone) == date(2026, 11, 24)


def test_a_letter_that_could_not_leave_in_the_day_waits_for_the_next_morning() -> None:
    preference, zone = wishes("08:00", ("19:00", "07:30")), ZoneInfo("Europe/Paris")
    assert letter_day(at("2026-11-24T18:59", "Europe/Paris"), preference, zone) == date(2026, 11, 24)
    assert letter_day(at("2026-11-24T19:00", "Europe/Paris"), preference, zone) is None
    assert letter_day(at("2026-11-25T07:45", "Europe/Paris"), preference, zone) is None
    assert letter_day(at("2026-11-25T08:00", "Europe/Paris"), preference, zone) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("utc", "zone", "day"),
    [
        ("2026-03-29T00:59", "Europe/Paris", None),  # 1:59; then the clock jumps to 3:00
        ("2026-03-29T01:00", "Europe/Paris", date(2026, 3, 29)),  # 2:30 never comes: 3:00 is past it
        ("2026-10-25T00:29", "Europe/Paris", None),  # 2:29, summer time
        ("2026-10-25T00:30", "Europe/Paris", date(2026, 10, 25)),  # 2:30, the first one
        ("2026-11-23T20:59", "Asia/Kolkata", None),  # 2:29, five hours and a half away
        ("2026-11-23T21:00", "Asia/Kolkata", date(2026, 11, 24)),
        ("2026-11-23T20:44", "Asia/Kathmandu", None),  # five hours and three quarters
        ("2026-11-23T20:45", "Asia/Kathmandu", date(2026, 11, 24)),
        ("2026-10-03T15:29", "Australia/Lord_Howe", None),  # 1:59; a change of half an hour
        ("2026-10-03T15:30", "Australia/Lord_Howe", date(2026, 10, 4)),  # 2:00 there is 2:30
    ],
)
def test_half_past_two_through_changes_of_time(utc: str, zone: str, day: date | None) -> None:
    now = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert letter_day(now, wishes("02:30"), ZoneInfo(zone)) == day


@pytest.mark.parametrize(("day", "is_sent"), [("2026-11-27", True), ("2026-11-28", False), ("2026-11-29", False)])
def test_the_weekend_is_quiet_where_one_wants_it(day: str, is_sent: bool) -> None:
    zone = ZoneInfo("Europe/Paris")
    now = at(f"{day}T09:00", "Europe/Paris")
    assert (letter_day(now, wishes(weekend=True), zone) is not None) is is_sent
    assert letter_day(now, wishes(weekend=False), zone) is not None


@pytest.mark.parametrize(
    ("digest", "days"), [(Digest.DAILY, {0, 1, 2, 3, 4, 5, 6}), (Digest.WEEKLY, {0}), (Digest.NONE, set())]
)
def test_the_days_of_the_week_by_mail(digest: Digest, days: set[int]) -> None:
    week = [date(2026, 11, 23) + timedelta(days=each) for each in range(7)]
    assert {day.weekday() for day in week if is_digest_day(day, Preference(digest=digest))} == days
