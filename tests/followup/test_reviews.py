"""A decision that promised to be looked at again comes back that week, to who signed it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from gouvernail.followup.selectors.expectations.reviews import expected
from gouvernail.followup.selectors.facts import facts_for
from gouvernail.workspaces.models import Role
from tests.backlog.items import item
from tests.decisions.register import decide

TODAY = timezone.localdate()


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def seen_by(member, days: int = 0) -> list[str]:
    return [one.key for one in expected(member, facts_for(member, timezone.now() + timedelta(days=days)))]


@pytest.mark.parametrize(("days", "seen"), [(20, False), (24, True), (30, True), (60, True)])
def test_it_comes_back_the_week_before_and_stays(here, days, seen):
    made = decide(here, verdict="later", review_on=TODAY + timedelta(days=30))
    assert seen_by(here.camille, days) == ([f"review:{made.pk}"] if seen else [])


def test_it_is_on_one_week_and_leads_to_where_it_is_decided_again(here):
    about = item(here)
    made = decide(here, about, verdict="later", review_on=TODAY + timedelta(days=1), who="sacha")
    [line] = expected(here.sacha, facts_for(here.sacha, timezone.now()))
    assert line.url == f"/w/crm-ventes/backlog/items/{about.pk}/decide"
    assert line.page == f"/w/crm-ventes/decisions/{made.pk}/"
    assert [seen_by(one) for one in (here.camille, here.robin, here.noa)] == [[], [], []]


def test_once_the_signer_decides_no_more_it_is_at_who_looks_after_the_workspace(here):
    made = decide(here, verdict="later", review_on=TODAY + timedelta(days=1), who="sacha")
    Role.objects.filter(member=here.sacha, kind="sponsor").update(ends_on=TODAY - timedelta(days=1))
    assert (seen_by(here.sacha), seen_by(here.camille)) == ([], [f"review:{made.pk}"])


def test_it_goes_once_somebody_decided_again(here):
    decide(here, verdict="later", review_on=TODAY + timedelta(days=1))
    decide(here, verdict="no")
    assert seen_by(here.camille) == []


def test_what_is_adjourned_keeps_the_day_that_was_promised(here):
    made = decide(here, verdict="later", review_on=TODAY + timedelta(days=1))
    decide(here, verdict="adjourn")
    assert seen_by(here.camille) == [f"review:{made.pk}"]
    put_off = decide(here, verdict="adjourn", review_on=TODAY + timedelta(days=3))
    assert seen_by(here.camille) == [f"review:{put_off.pk}"]


@pytest.mark.parametrize("fields", [{"state": "done"}, {"removed_at": timezone.now()}], ids=["done", "removed"])
def test_it_goes_once_the_item_cannot_be_decided_on_any_more(here, fields):
    about = item(here)
    made = decide(here, about, verdict="later", review_on=TODAY + timedelta(days=1))
    assert seen_by(here.camille) == [f"review:{made.pk}"]
    type(about).objects.filter(pk=about.pk).update(**fields)
    assert seen_by(here.camille) == []
