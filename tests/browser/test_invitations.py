"""Invite, join, leave, in a real browser."""

import re
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.workspaces.choices.words import Letter, RoleKind
from gouvernail.workspaces.models import Assignment, Duty, Invitation, Member
from tests.browser.conftest import PageAs, assert_accessible, assert_fits
from tests.cast import Cast
from tests.workspaces.letters import invited, secret_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Outbox = list[EmailMultiAlternatives]


def inside(cast: Cast, name: str, *keys: int) -> str:
    return reverse(f"workspace:{name}", args=[cast.workspace.slug, *keys])


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_from_the_form_to_the_workspace(page_as: PageAs, cast: Cast, mailoutbox: Outbox, script: bool) -> None:
    page = page_as("camille", script=script)
    page.goto(inside(cast, "invitation_send"))
    page.fill('textarea[name="guests"]', "Ida Weber <ida@new.example>\nnonsense")
    page.click('form:has(textarea) button[type="submit"]')
    expect(page.locator(".errors")).to_contain_text("nonsense")
    page.fill('textarea[name="guests"]', "Ida Weber <ida@new.example>")
    page.click('form:has(textarea) button[type="submit"]')
    page.wait_for_url(re.compile(inside(cast, "invitation_list")))
    expect(page.locator("table")).to_contain_text("ida@new.example")
    guest = page_as(None, script=script)
    guest.goto(reverse("workspaces:invitation_open", args=[secret_in(mailoutbox[0])]))
    expect(guest.locator("h1")).to_contain_text("CRM Ventes")
    expect(guest.locator('input[name="name"]')).to_have_value("Ida Weber")
    guest.fill('input[name="password"]', "lantern-and-compass-9")
    guest.click('form:has(input[name="password"]) button[type="submit"]')
    guest.wait_for_url(re.compile("/(workspaces|w)/"))
    with scope(workspace=cast.workspace):
        assert Member.objects.filter(user__email="ida@new.example").exists()


def test_pages_of_invitations_are_accessible_and_fit(page_as: PageAs, cast: Cast, mailoutbox: Outbox) -> None:
    row, _secret = invited(
        cast.camille,
        mailoutbox,
        "ida@new.example",
        "Ida Weber",
        RoleKind.REVIEWER,
        role_ends_on=timezone.localdate() + timedelta(days=30),
    )
    invited(cast.camille, mailoutbox, "an.address.longer.than.most@a-company-with-a-long-name.example")
    gone, _secret = invited(cast.camille, mailoutbox, "gone@new.example")
    with scope(workspace=cast.workspace):
        Invitation.objects.filter(pk=gone.pk).update(revoked_at=timezone.now())
    page = page_as("camille")
    for address in (
        inside(cast, "invitation_list"),
        inside(cast, "invitation_send"),
        inside(cast, "invitation_revoke", row.pk),
    ):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        assert_accessible(page)
        page.set_viewport_size({"width": 390, "height": 844})
        assert_fits(page)


def test_what_a_link_opens_is_accessible(page_as: PageAs, cast: Cast, mailoutbox: Outbox) -> None:
    _row, secret = invited(cast.camille, mailoutbox, "ida@new.example", "Ida Weber")
    for who in (None, "stranger"):
        page = page_as(who)
        for link in (secret, "forged"):
            page.goto(reverse("workspaces:invitation_open", args=[link]))
            assert_accessible(page)
            assert_fits(page)


def test_leaving_hands_over(page_as: PageAs, cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        duty = Duty.objects.create(workspace=cast.workspace, label="Porter la voix des ventes")
        held = Assignment.objects.create(
            workspace=cast.workspace, duty=duty, member=cast.noa, letter=Letter.ACCOUNTABLE
        )
    page = page_as("camille")
    page.goto(inside(cast, "member_deactivate", cast.noa.pk))
    assert_accessible(page)
    page.click("main button[type=submit].danger")
    expect(page.locator(".errors")).to_be_visible()
    page.select_option(f'select[name="letter-{held.pk}"]', label="Lou Moreau")
    page.click("main button[type=submit].danger")
    page.wait_for_url(re.compile(inside(cast, "person", cast.noa.pk)))
    with scope(workspace=cast.workspace):
        assert not Member.objects.get(pk=cast.noa.pk).is_active
        assert Assignment.objects.get(duty=duty).member == cast.lou
