"""What is late, by person, for those who look after the whole."""

from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from gouvernail.decisions.models import Meeting
from gouvernail.followup.models import Line
from gouvernail.followup.services.watch import weeks_watch
from tests.cast import Cast
from tests.followup.scenes import TUESDAY, deputy, job_fails, ritual
from tests.followup.test_pages import SignIn

LATE = "/w/crm-ventes/follow-up/late"


@pytest.fixture
def late(cast: Cast) -> None:
    ritual(cast.noa, cast.noa, at=TUESDAY - timedelta(days=5))
    ritual(cast.lou, cast.lou, at=TUESDAY - timedelta(days=9))
    ritual(cast.dominique, cast.dominique, at=TUESDAY - timedelta(days=1))  # not late yet
    job_fails(cast.robin, TUESDAY - timedelta(days=5), "Robin's own")
    deputy(cast.lou, cast.noa)
    weeks_watch(TUESDAY)


def test_people_come_by_name_each_with_what_is_late_of_theirs(late: None, signed_in: SignIn) -> None:
    shown = signed_in("camille").get(LATE).context["people"]
    assert [str(one.person) for one in shown] == ["Lou Moreau", "Noa Bernard"]
    assert [len(one.items) for one in shown] == [1, 1]  # what Noa stands in for is Lou's


def test_what_was_done_since_the_last_look_is_not_shown(cast: Cast, late: None, signed_in: SignIn) -> None:
    with scope(workspace=cast.workspace):
        Meeting.objects.filter(ritual__owner=cast.noa).update(state="skipped")
    assert [str(one.person) for one in signed_in("camille").get(LATE).context["people"]] == ["Lou Moreau"]


def test_nothing_late_is_said(cast: Cast, signed_in: SignIn) -> None:
    assert "Rien n’est en retard" in signed_in("camille").get(LATE).content.decode()


@pytest.mark.parametrize("name", ["camille", "sacha", "maxime"])
def test_who_reads_the_points_reads_it(cast: Cast, late: None, signed_in: SignIn, name: str) -> None:
    assert signed_in(name).get(LATE).status_code == 200


def test_others_do_not(cast: Cast, late: None, signed_in: SignIn) -> None:
    assert Client().get(LATE).status_code == 302
    assert signed_in("robin").get(LATE).status_code == 403
    assert signed_in("stranger").get(LATE).status_code == 404
    assert signed_in("camille").post(LATE).status_code == 405
    assert LATE not in signed_in("robin").get("/w/crm-ventes/").content.decode()
    assert LATE in signed_in("camille").get("/w/crm-ventes/").content.decode()


def test_what_was_put_off_is_not_late(cast: Cast, late: None, signed_in: SignIn) -> None:
    with scope(workspace=cast.workspace):
        Line.objects.filter(member=cast.noa).update(answer="snoozed", returns_on=TUESDAY.date() + timedelta(days=3))
    assert [str(one.person) for one in signed_in("camille").get(LATE).context["people"]] == ["Lou Moreau"]
