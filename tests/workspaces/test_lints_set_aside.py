"""A finding set aside keeps its reason, comes back on its day or on request, and is never deleted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.workspaces.models import SetAside
from gouvernail.workspaces.selectors.findings import digest_of, findings_now
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.findings import finding_bring_back, finding_set_aside
from tests.workspaces.duties import add


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        add(cast)
        yield cast


def _key(here) -> str:
    return next(one.key for one in findings_now(here.camille).shown if one.rule == "R6")


def _aside(here, days: int = 30, **given):
    until = today_of(here.camille) + timedelta(days=days)
    words = {"reason": "Settled at the next review", "returns_on": until, **given}
    return finding_set_aside(actor=here.camille, key=_key(here), **words)


def test_it_is_put_aside_with_its_reason_and_the_trail_keeps_it(here):
    row = _aside(here)
    judged = findings_now(here.camille)
    assert not any(one.key == row.key for one in judged.shown)
    assert [(one.key, kept) for one, kept in judged.aside] == [(row.key, row)]
    assert Change.objects.get(verb="finding_set_aside").reason == "Settled at the next review"


def test_it_comes_back_on_its_day(here):
    row = _aside(here)
    SetAside.objects.filter(pk=row.pk).update(returns_on=today_of(here.camille))
    assert any(one.key == row.key for one in findings_now(here.camille).shown)


def test_it_is_brought_back_on_request_and_the_row_stays(here):
    row = finding_bring_back(actor=here.sacha, row=_aside(here))
    assert any(one.key == row.key for one in findings_now(here.camille).shown)
    assert SetAside.objects.get().ended_at is not None
    assert Change.objects.filter(verb="finding_bring_back").count() == 1


def test_it_may_be_put_aside_again(here):
    row = _aside(here)
    SetAside.objects.filter(pk=row.pk).update(returns_on=today_of(here.camille))
    again = _aside(here, reason="Still not")
    assert SetAside.objects.count() == 2
    assert [kept for _one, kept in findings_now(here.camille).aside] == [again]


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_the_day_is_from_tomorrow_to_a_year_from_now(here, days):
    with pytest.raises(ValidationError) as refused:
        _aside(here, days=days)
    assert "returns_on" in refused.value.message_dict


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_needed(here, reason):
    with pytest.raises(ValidationError) as refused:
        _aside(here, reason=reason)
    assert "reason" in refused.value.message_dict


@pytest.mark.parametrize("name", ["robin", "maxime", "noa"])
def test_who_has_not_the_right_hides_nothing(here, name):
    with pytest.raises(Forbidden):
        finding_set_aside(
            actor=getattr(here, name),
            key=_key(here),
            reason="No",
            returns_on=today_of(here.camille) + timedelta(days=2),
        )
    assert not SetAside.objects.exists()


def test_the_page_asks_why_shows_what_is_aside_and_offers_to_undo(here, signed_in):
    client, digest = signed_in("camille"), digest_of(_key(here))
    page = f"/w/{here.workspace.slug}/governance/findings/{digest}/set-aside"
    assert client.get(page).status_code == 200
    refused = client.post(page, {"reason": "", "returns_on": today_of(here.camille)})
    assert refused.status_code == 422
    until = today_of(here.camille) + timedelta(days=9)
    answer = client.post(page, {"reason": "At the <b>review</b>", "returns_on": until.isoformat()}, follow=True)
    shown = answer.content.decode()
    assert "1 point mis de côté" in shown
    assert "At the &lt;b&gt;review&lt;/b&gt;" in shown
    row = SetAside.objects.get()
    assert f"/governance/findings/aside/{row.pk}/end" in shown
    client.post(f"/w/{here.workspace.slug}/governance/findings/aside/{row.pk}/end")
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_finding_mended_meanwhile_is_not_found(here, signed_in):
    page = f"/w/{here.workspace.slug}/governance/findings/{digest_of('R1:none:duty=0')}/set-aside"
    assert signed_in("camille").get(page).status_code == 404
