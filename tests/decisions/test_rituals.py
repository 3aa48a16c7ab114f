"""Rituals: planned at the same hour all year, held, skipped, moved, taken back; and how they keep to their dates."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.decisions.bridge import adherence_of
from gouvernail.decisions.choices.words import MeetingState, Presence
from gouvernail.decisions.models import Change, Meeting, Ritual
from gouvernail.decisions.selectors.rituals import expected_at, meetings_of_member, rituals_of
from gouvernail.decisions.services.meetings import meeting_hold, meeting_move, meeting_reopen, meeting_skip
from gouvernail.decisions.services.planning import dates_of, meetings_plan, rituals_plan_ahead
from gouvernail.decisions.services.rituals import ritual_create, ritual_edit, ritual_stop, rituals_propose
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Workspace
from gouvernail.workspaces.services.door import Forbidden

PARIS = ZoneInfo("Europe/Paris")
PAST = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


@pytest.fixture
def arbitration(here):
    return ritual_create(
        actor=here.camille,
        kind="arbitration",
        label="Arbitrage",
        first_at=timezone.now() + timedelta(days=1),
        owner=here.sacha,
        rhythm_days=14,
        expected_roles=[RoleKind.DATA_OWNER, RoleKind.PRODUCT_OWNER],
    )


@given(
    start=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    rhythm=st.sampled_from([7, 14, 28, 91]),
    zone=st.sampled_from(["Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "UTC"]),
    later=st.integers(0, 800),
)
def test_dates_follow_the_rhythm_at_the_same_hour(start, rhythm, zone, later):
    local = start.replace(hour=10, minute=30, second=0, microsecond=0, tzinfo=ZoneInfo(zone))
    ritual = Ritual(workspace=Workspace(time_zone=zone), first_at=local.astimezone(UTC), rhythm_days=rhythm)
    since = ritual.first_at + timedelta(days=later)
    found = [at.astimezone(ZoneInfo(zone)) for at in dates_of(ritual, since, since + timedelta(days=400))]
    assert {(at.hour, at.minute) for at in found} == {(10, 30)}
    assert {(at.date() - local.date()).days % rhythm for at in found} == {0}
    assert [(b.date() - a.date()).days for a, b in itertools.pairwise(found)] == [rhythm] * (len(found) - 1)
    assert found[0] >= since
    assert (found[0].date() - since.astimezone(ZoneInfo(zone)).date()).days <= rhythm


def test_eight_weeks_are_planned_and_planning_again_adds_nothing(arbitration):
    assert arbitration.meetings.count() == 4
    assert meetings_plan(arbitration, timezone.now()) == []
    assert meetings_plan(arbitration, timezone.now() + timedelta(days=14))
    assert arbitration.meetings.count() == 5


def test_a_rare_ritual_still_has_its_next_two(here):
    ritual = ritual_create(
        actor=here.camille, kind="compass_review", label="Cap", first_at=timezone.now() + timedelta(days=2),
        owner=here.sacha, rhythm_days=91,
    )  # fmt: skip
    assert ritual.meetings.count() == 2


def test_a_worker_plans_ahead_everywhere(arbitration):
    Meeting.objects.all().delete()
    rituals_plan_ahead()
    assert arbitration.meetings.count() == 4


def test_a_new_rhythm_moves_what_is_to_come_and_keeps_what_was_noted(here, arbitration):
    first = arbitration.meetings.first()
    meeting_skip(actor=here.camille, meeting=first, reason="Jour férié")
    ritual_edit(actor=here.camille, ritual=arbitration, rhythm_days=7)
    assert arbitration.meetings.get(pk=first.pk).state == MeetingState.SKIPPED
    assert arbitration.meetings.count() == 8


def test_stopping_empties_the_future_and_starting_again_fills_it(here, arbitration):
    ritual_stop(actor=here.camille, ritual=arbitration)
    assert not arbitration.meetings.exists()
    ritual_stop(actor=here.camille, ritual=arbitration, is_active=True)
    assert arbitration.meetings.count() == 4
    assert set(Change.objects.values_list("verb", flat=True)) >= {"ritual_create", "ritual_stop", "ritual_start"}


def test_the_usual_four_once(here):
    assert len(rituals_propose(actor=here.camille)) == 4
    assert rituals_propose(actor=here.camille) == []
    assert {ritual.label for ritual in Ritual.objects.all()} >= {"Arbitrage", "Revue du cap"}
    local = [ritual.first_at.astimezone(PARIS) for ritual in Ritual.objects.all()]
    assert {at.hour for at in local} == {10}
    assert all(at.weekday() < 5 for at in local)


def test_who_is_expected_and_whose_calendar_shows_it(here, arbitration):
    assert {str(member) for member in expected_at(arbitration)} == {"Camille Leroy", "Dominique Petit", "Sacha Martin"}
    now = timezone.now()
    assert len(meetings_of_member(here.dominique, since=now, until=now + timedelta(days=60))) == 4
    assert meetings_of_member(here.robin, since=now, until=now + timedelta(days=60)) == []


def test_held_with_attendance_then_taken_back(here, arbitration):
    meeting = arbitration.meetings.first()
    presences = {here.camille: Presence.PRESENT, here.dominique: Presence.EXCUSED}
    meeting_hold(actor=here.sacha, meeting=meeting, held_on=timezone.localdate(), presences=presences)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.present, meeting.sequence) == (MeetingState.HELD, 1, 1)
    assert Change.objects.filter(field="present").get().new == f"@member:{here.camille.pk}"
    meeting_reopen(actor=here.camille, meeting=meeting)
    assert not meeting.attendances.exists()


def test_noting_the_same_again_writes_nothing(here, arbitration):
    meeting = arbitration.meetings.first()
    for _ in range(2):
        meeting_hold(
            actor=here.camille, meeting=meeting, held_on=timezone.localdate(), presences={here.camille: "present"}
        )
    assert Change.objects.filter(verb="meeting_hold").values("batch").distinct().count() == 1


def test_a_move_is_taken_back_to_the_date_of_the_rhythm(here, arbitration):
    meeting = arbitration.meetings.first()
    meeting_move(actor=here.camille, meeting=meeting, starts_at=meeting.starts_at + timedelta(days=1))
    meeting_reopen(actor=here.camille, meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.starts_at == meeting.planned_at


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda who, one: meeting_skip(actor=who, meeting=one, reason="  "), "reason"),
        (lambda who, one: meeting_hold(actor=who, meeting=one, held_on=date(2999, 1, 1), presences={}), "held_on"),
        (lambda who, one: meeting_move(actor=who, meeting=one, starts_at=PAST), "starts_at"),
    ],
    ids=["no reason", "day to come", "time past"],
)  # fmt: skip
def test_what_cannot_be_noted_names_its_field(here, arbitration, act, field):
    meeting = arbitration.meetings.first()
    with pytest.raises(ValidationError) as refusal:
        act(here.camille, meeting)
    assert list(refusal.value.message_dict) == [field]
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == (MeetingState.PLANNED, 0)


def test_nobody_of_another_workspace_leads_or_attends(here, arbitration):
    with pytest.raises(ValidationError):
        ritual_edit(actor=here.camille, ritual=arbitration, owner=here.stranger)
    with pytest.raises(ValidationError):
        meeting_hold(
            actor=here.camille, meeting=arbitration.meetings.first(), held_on=timezone.localdate(),
            presences={here.stranger: "present"},
        )  # fmt: skip


def test_a_plain_member_may_not(here, arbitration):
    with pytest.raises(Forbidden):
        ritual_edit(actor=here.robin, ritual=arbitration, label="x")
    with pytest.raises(Forbidden):
        meeting_skip(actor=here.robin, meeting=arbitration.meetings.first(), reason="x")


def test_adherence_counts_what_was_held_within_two_days(arbitration):
    day = date(2026, 1, 5)

    def held(planned: date, on: date | None) -> Meeting:
        at = datetime(planned.year, planned.month, planned.day, 9, tzinfo=UTC)
        return Meeting(ritual=arbitration, planned_at=at, starts_at=at, held_on=on)

    meetings = [
        held(day + timedelta(days=14 * n), day + timedelta(days=14 * n + late)) for n, late in enumerate([0, 2, 3, 1])
    ]
    meetings += [held(day + timedelta(days=56), None), held(day + timedelta(days=70), None)]
    found = adherence_of(meetings, on=date(2026, 6, 1), zone=PARIS).cadence
    assert (found.planned, found.on_time, found.slipping) == (6, 3, True)


def test_the_list_costs_the_same_whatever_the_past(here, django_assert_num_queries):
    rituals_propose(actor=here.camille)
    with django_assert_num_queries(2):
        views = rituals_of(here.workspace, timezone.now())
        assert all(view.following for view in views)
        assert [view.adherence.cadence.planned for view in views] == [0, 0, 0, 0]
