"""What waits to be sorted is one line on the week of those who sort: how many, since when, by when."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation
from django_scopes import scope

from gouvernail.backlog.models import Request
from gouvernail.backlog.services.requests.states import request_decline, request_defer, request_review, request_snooze
from gouvernail.followup.choices.words import Kind, News
from gouvernail.followup.models import Notice
from gouvernail.followup.selectors.expectation import Item
from gouvernail.followup.selectors.steps import step_of
from gouvernail.followup.services.watch import weeks_watch
from gouvernail.workspaces.models import Member, Role
from tests.backlog.requests_scene import ask
from tests.cast import Cast
from tests.followup.scenes import TUESDAY, deputy, in_days, week

DAY = timedelta(days=1)


def came(cast: Cast, days_ago: int, member: Member | None = None) -> Request:
    """Write a request that came some days ago."""
    with scope(workspace=cast.workspace):
        row = ask(member or cast.robin)
        Request.objects.filter(pk=row.pk).update(created_at=TUESDAY - days_ago * DAY)
        row.refresh_from_db()
    return row


def lines(member: Member, now: datetime = TUESDAY) -> list[Item]:
    with translation.override("en"):
        return [item for item in week(member, now).open if item.expectation.kind == Kind.TRIAGE]


def test_those_who_sort_read_how_many_wait_since_when_and_by_when(cast: Cast) -> None:
    came(cast, 2)
    came(cast, 5)
    [item] = lines(cast.camille)
    one = item.expectation
    assert one.title == "2 requests wait to be sorted"
    assert "The oldest has waited since 19 November 2026." in one.reason
    assert one.why == "Your role sorts requests and answers those who asked."
    assert one.url == "/w/crm-ventes/requests/triage"
    assert (item.since, item.due_on) == (in_days(-5), in_days(2))  # a week after the oldest came


@pytest.mark.parametrize("name", ["sacha", "dominique", "noa", "lou", "robin", "maxime", "stranger"])
def test_others_have_no_such_line(cast: Cast, name: str) -> None:
    came(cast, 30)
    assert lines(getattr(cast, name)) == []


def test_who_may_no_longer_sort_has_it_no_more(cast: Cast) -> None:
    came(cast, 2)
    with scope(workspace=cast.workspace):
        Role.objects.filter(member=cast.camille).exclude(kind="requester").update(ends_on=in_days(0))
    assert len(lines(cast.camille)) == 1
    assert lines(cast.camille, TUESDAY + DAY) == []


def test_it_leaves_once_all_are_answered_or_put_aside(cast: Cast) -> None:
    declined, snoozed = came(cast, 9), came(cast, 1)
    with scope(workspace=cast.workspace):
        request_decline(actor=cast.camille, request=declined, version=1, reason="Hors du cap")
        request_snooze(actor=cast.camille, request=snoozed, version=1, until=in_days(3))
    assert lines(cast.camille) == []
    [item] = lines(cast.camille, TUESDAY + 3 * DAY)
    assert item.expectation.title == "1 request waits to be sorted"
    assert "It has waited since 23 November 2026." in item.expectation.reason


def test_what_is_looked_at_leaves_three_weeks_for_a_decision(cast: Cast) -> None:
    row = came(cast, 9)
    assert [item.due_on for item in lines(cast.camille)] == [in_days(-2)]
    with scope(workspace=cast.workspace):
        request_review(actor=cast.camille, request=row, version=1)
    assert [(item.since, item.due_on) for item in lines(cast.camille)] == [(in_days(-9), in_days(12))]


def test_a_deferral_that_is_over_waits_from_its_day(cast: Cast) -> None:
    row = came(cast, 40)
    with scope(workspace=cast.workspace):
        request_defer(actor=cast.camille, request=row, version=1, until=in_days(10), reason="Après la migration")
    assert lines(cast.camille, TUESDAY + 9 * DAY) == []
    assert [(item.since, item.due_on) for item in lines(cast.camille, TUESDAY + 10 * DAY)] == [
        (in_days(10), in_days(17))
    ]


def test_a_queue_is_told_of_once_a_week_however_often_its_oldest_changes(cast: Cast) -> None:
    rows = [came(cast, days_ago) for days_ago in (12, 11, 10)]
    weeks_watch(TUESDAY)
    steps: set[object] = set()
    for days, row in enumerate(rows[:2]):
        now = TUESDAY + days * DAY
        weeks_watch(now)
        [item] = lines(cast.camille, now)
        step = step_of(item, now.date(), 2)
        assert step is not None
        steps.add(step)
        with scope(workspace=cast.workspace):
            request_decline(actor=cast.camille, request=row, version=1, reason="Hors du cap")
            assert Notice.objects.filter(member=cast.camille, kind=News.LATE).count() == 1
    assert len(steps) == 1
    weeks_watch(TUESDAY + 7 * DAY)
    with scope(workspace=cast.workspace):
        assert Notice.objects.filter(member=cast.camille, kind=News.LATE).count() == 2


def test_it_goes_to_the_deputy_once_and_only_where_they_have_it_not_themselves(cast: Cast) -> None:
    came(cast, 30)
    deputy(cast.camille, cast.lou)
    assert [(item.key, item.whose) for item in lines(cast.lou)] == [(f"for:{cast.camille.pk}:triage", cast.camille)]
    with scope(workspace=cast.workspace):
        Role.objects.create(workspace=cast.workspace, member=cast.lou, kind="proxy_po", starts_on=in_days(-9))
    assert [(item.key, item.whose) for item in lines(cast.lou)] == [("triage", None)]
