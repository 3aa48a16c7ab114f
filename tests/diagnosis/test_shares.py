"""A link that expires: read without an account, closed at will, told to nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.diagnosis.models import Report, ShareLink
from gouvernail.diagnosis.services.annotations import annotation_add
from gouvernail.diagnosis.services.reports import report_remove
from gouvernail.diagnosis.services.shares import share_create, share_revoke
from gouvernail.workspaces.services.door import Forbidden
from tests.cast import Cast

Made = Callable[..., Report]


@pytest.fixture
def shared(cast: Cast, made: Made) -> tuple[Report, ShareLink, str]:
    report = made(title="Programme CRM")
    with scope(workspace=cast.workspace):
        annotation_add(actor=cast.maxime, report=report, about="report", part="", text="Note de relecture")
        link, secret = share_create(actor=cast.camille, report=report, days=7)
    return report, link, f"/shared/reports/{secret}/"


def test_whoever_has_the_link_reads_the_report(
    shared: tuple[Report, ShareLink, str], client: Client, cast: Cast
) -> None:
    _report, link, address = shared
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Programme CRM" in page
    assert "Note de relecture" in page
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "noindex" in page
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    with scope(workspace=cast.workspace):
        link.refresh_from_db()
    assert link.opened == 1


def test_nothing_of_the_workspace_is_behind_it(shared: tuple[Report, ShareLink, str], client: Client) -> None:
    page = client.get(shared[2]).content.decode()
    assert "/w/crm-ventes/" not in page
    assert 'class="rail"' not in page
    assert "CRM-1" not in page  # no row behind a figure


def test_it_speaks_the_language_of_the_browser(shared: tuple[Report, ShareLink, str], client: Client) -> None:
    assert "Probable causes" in client.get(shared[2], headers={"Accept-Language": "en"}).content.decode()
    assert "Causes probables" in client.get(shared[2], headers={"Accept-Language": "fr"}).content.decode()


def test_it_leads_nowhere_once_it_is_over(cast: Cast, shared: tuple[Report, ShareLink, str], client: Client) -> None:
    report, link, address = shared
    with scope(workspace=cast.workspace):
        ShareLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(address).status_code == 404
    with scope(workspace=cast.workspace):
        ShareLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() + timedelta(days=1))
        share_revoke(actor=cast.camille, link=link)
    assert "Programme CRM" not in client.get(address).content.decode()
    with scope(workspace=cast.workspace):
        _link, secret = share_create(actor=cast.camille, report=report, days=1)
        report_remove(actor=cast.camille, report=report)
    assert client.get(f"/shared/reports/{secret}/").status_code == 404


@pytest.mark.parametrize("secret", ["x", "x" * 5000, "é", "%00", "..%2f"])
def test_a_forged_link_leads_nowhere(shared: tuple[Report, ShareLink, str], client: Client, secret: str) -> None:
    assert client.get(f"/shared/reports/{secret}/").status_code == 404


def test_the_secret_is_kept_nowhere_and_shown_once(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report, client = made(), signed_in("camille")
    page = client.post(f"/w/crm-ventes/diagnosis/{report.pk}/share/", {"days": 7}, follow=True).content.decode()
    secret = page.split("/shared/reports/")[1].split("/")[0]
    assert secret not in client.get(f"/w/crm-ventes/diagnosis/{report.pk}/share/").content.decode()
    with scope(workspace=cast.workspace):
        link = ShareLink.objects.get()
        trail = " ".join(f"{one.old} {one.new} {one.subject_label}" for one in Change.objects.all())
    assert secret not in {link.secret_hash, str(link)}
    assert secret not in trail


@pytest.mark.parametrize("days", ["2", "9999", "-1", "", "x"])
def test_a_link_lives_as_long_as_is_offered(made: Made, signed_in: Callable[[str], Client], days: str) -> None:
    address = f"/w/crm-ventes/diagnosis/{made().pk}/share/"
    assert signed_in("camille").post(address, {"days": days}).status_code == 422


def test_a_reviewer_does_not_share(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()
    with scope(workspace=cast.workspace), pytest.raises(Forbidden):
        share_create(actor=cast.maxime, report=report, days=7)
    assert signed_in("maxime").get(f"/w/crm-ventes/diagnosis/{report.pk}/share/").status_code == 403
