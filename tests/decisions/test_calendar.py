"""The calendar feed: what calendars read, and who may."""

from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.models import Meeting
from gouvernail.decisions.services.feeds import feed_open, feed_reader, feed_renew
from gouvernail.decisions.services.meetings import meeting_move, meeting_skip
from gouvernail.decisions.services.rituals import ritual_create


@pytest.fixture
def meetings(cast):
    with scope(workspace=cast.workspace):
        ritual = ritual_create(
            actor=cast.camille, kind="arbitration", label="Arbitrage", first_at=timezone.now() + timedelta(days=1),
            owner=cast.sacha, rhythm_days=14, expected_roles=["data_owner"], place="Salle 3 ; étage 2",
        )  # fmt: skip
        return list(ritual.meetings.all())


def _feed(client, user):
    answer = client.get(f"/calendar/{feed_open(user=user)}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.content)


def test_a_reader_finds_the_meetings_with_their_zone(client, cast, meetings):
    feed = _feed(client, cast.dominique.user)
    events = feed.walk("VEVENT")
    assert [event["SUMMARY"] for event in events] == ["Arbitrage · CRM Ventes"] * 4
    assert events[0]["DTSTART"].params["TZID"] == "Europe/Paris"
    assert [str(zone["TZID"]) for zone in feed.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert events[0]["LOCATION"] == "Salle 3 ; étage 2"
    assert len({event["UID"] for event in events}) == 4


def test_what_is_skipped_or_moved_is_so_there_too(client, cast, meetings):
    before = _feed(client, cast.sacha.user).walk("VEVENT")
    with scope(workspace=cast.workspace):
        meeting_skip(actor=cast.sacha, meeting=meetings[0], reason="Jour férié")
        meeting_move(actor=cast.sacha, meeting=meetings[1], starts_at=meetings[1].starts_at + timedelta(hours=2))
    after = _feed(client, cast.sacha.user).walk("VEVENT")
    assert [event["UID"] for event in after] == [event["UID"] for event in before]
    assert [event["SEQUENCE"] for event in after] == [1, 1, 0, 0]
    assert (after[0]["STATUS"], after[0]["DESCRIPTION"]) == ("CANCELLED", "Jour férié")
    assert after[1].decoded("DTSTART") - before[1].decoded("DTSTART") == timedelta(hours=2)


def test_every_line_is_folded_for_old_readers(client, cast, meetings):
    with scope(workspace=cast.workspace):
        Meeting.objects.filter(pk=meetings[0].pk).update(reason="é" * 300)
    body = client.get(f"/calendar/{feed_open(user=cast.sacha.user)}.ics").content
    assert b"\r\n" in body
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


def test_nobody_elses_meetings(client, cast, meetings):
    assert _feed(client, cast.robin.user).walk("VEVENT") == []
    assert _feed(client, cast.stranger.user).walk("VEVENT") == []


def test_an_old_or_forged_address_is_dead(client, cast):
    old = feed_open(user=cast.robin.user)
    assert feed_open(user=cast.robin.user) == old
    new = feed_renew(user=cast.robin.user)
    assert feed_reader(old) is None
    assert feed_reader(new) == cast.robin.user
    for forged in (old, new[:-1], "x", "1:2:3"):
        assert client.get(f"/calendar/{forged}.ics").status_code == 404


def test_who_left_reads_no_more(client, cast):
    secret = feed_open(user=cast.robin.user)
    cast.robin.user.is_active = False
    cast.robin.user.save()
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_the_page_gives_the_address_and_renews_it(client, signed_in, cast):
    page = signed_in("robin")
    first = feed_open(user=cast.robin.user)
    assert first in page.get("/calendar/").content.decode()
    page.post("/calendar/renew")
    assert feed_reader(first) is None
    assert client.get("/calendar/").status_code == 302
    assert page.get("/calendar/renew").status_code == 405
