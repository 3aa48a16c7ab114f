"""The demo workspace: played through the services, the same for the same day, with its two deliberate holes."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django_scopes import scope

from gouvernail.backlog.models import Answer, Request, Voice
from gouvernail.cli.demonstration.answering import answers
from gouvernail.cli.demonstration.programme import is_loaded, load
from gouvernail.cli.demonstration.script import WEEKS, script
from gouvernail.cli.demonstration.wishes import course
from gouvernail.decisions.models import Change, Decision, Meeting
from gouvernail.diagnosis.models import Annotation, Report
from gouvernail.followup.models import Notice
from gouvernail.jobs.models import Job
from gouvernail.roadmap.choices.places import Kind, Place
from gouvernail.roadmap.selectors.board import roadmap_on
from gouvernail.roadmap.selectors.compared import roadmaps_compared
from gouvernail.workspaces.bridge import findings_on
from gouvernail.workspaces.models import Invitation, Member, Role, Workspace

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    workspace = load(TODAY)
    with scope(workspace=workspace):
        yield workspace


def _errors(workspace: Workspace) -> Counter[str]:
    from zoneinfo import ZoneInfo

    return Counter(found.rule for found in findings_on(TODAY, ZoneInfo("Europe/Paris")) if found.level == "error")


def _has_a_roadmap_that_moved(demo: Workspace) -> None:
    counts = roadmap_on(demo, TODAY).counts
    assert (4 <= counts[Place.NOW] <= 6, 6 <= counts[Place.NEXT] <= 10, counts[Place.LATER] >= 10) == (True,) * 3
    assert Decision.objects.filter(reverses__isnull=False).count() >= 2
    since = roadmaps_compared(demo, TODAY - timedelta(weeks=26), TODAY)
    assert {Kind.ENTERED, Kind.MOVED, Kind.BUILT} <= {move.kind for move in since.moves}


def test_a_programme_was_lived(demo):
    told = script()
    assert is_loaded()
    assert Member.objects.count() == len(told.people)
    assert {str(member) for member in Member.objects.filter(is_active=False)} == {"Karim Rousseau"}
    assert Invitation.objects.filter(accepted_at=None).count() == 1
    assert Role.objects.filter(deputy__isnull=False).count() == sum(bool(part.deputy) for part in told.people)
    states = Counter(Meeting.objects.filter(starts_at__date__lt=TODAY).values_list("state", flat=True))
    assert {"held", "skipped", "planned"} <= set(states)
    report = Report.objects.get()
    assert Annotation.objects.get().report == report
    assert set(Job.objects.values_list("state", flat=True)) == {"succeeded"}
    # Two holes, left by one departure: nobody holds a role, and the duty that went with it (two rules see the latter).
    assert _errors(demo) == {"R3": 1, "R6": 1, "R8": 1}

    days = list(Change.objects.order_by("pk").values_list("at", flat=True))
    assert all(earlier <= later for earlier, later in pairwise(days)), "the trail was lived in order"
    assert (TODAY - days[0].date()).days >= WEEKS * 7
    assert all(day.date() <= TODAY for day in days)
    call_command("check")

    told, said = course(), answers()
    asked = {wish.title for wish in [*told.waiting, *(wish for plan in told.items for wish in plan.wishes)]}
    assert asked >= {*said.same, *said.same.values(), *said.me_too, *said.answered}, "each title is one that was asked"
    became = Counter(Request.objects.values_list("state", flat=True))
    verdicts = Counter(one["verdict"] for one in said.answered.values())
    assert became["merged"] == len(said.same) + verdicts["merged"]
    assert all(became[state] == verdicts[state] for state in ("declined", "deferred", "in_review"))
    assert not Answer.objects.filter(new__in=["declined", "deferred"], reason="").exists()
    first = Notice.objects.filter(kind="answered").earliest("created_at")
    assert first.created_at.date() < TODAY - timedelta(weeks=30), "people were told on the day"
    assert Voice.objects.count() == sum(len(who) for who in said.me_too.values())

    _has_a_roadmap_that_moved(demo)
