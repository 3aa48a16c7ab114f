"""When somebody wants to be written to, and the way out of a letter."""

from collections.abc import Callable
from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from gouvernail.followup.choices.words import Digest, Letter
from gouvernail.followup.models import Preference
from gouvernail.followup.services.unsubscribing import Stop, is_stopped, stop_token
from gouvernail.workspaces.models import User
from tests.cast import Cast

SignIn = Callable[[str], Client]
SENT = {
    "digest": "daily",
    "reminders": "on",
    "hour": "07:45",
    "quiet_from": "20:00",
    "quiet_to": "07:00",
    "time_zone": "Asia/Kolkata",
}


@pytest.fixture
def address() -> str:
    return reverse("me:preferences")


def link(user: User, letter: Letter = Letter.DIGEST) -> str:
    return reverse("me:unsubscribe", args=[stop_token(user, letter)])


def wishes(user: User) -> Preference:
    return Preference.objects.get(user=user)


def test_the_page_needs_a_reader_and_opens_for_all(cast: Cast, signed_in: SignIn, address: str) -> None:
    assert Client().get(address).status_code == 302
    assert signed_in("robin").get(address).status_code == 200
    assert not Preference.objects.exists()  # reading writes nothing


def test_what_is_chosen_is_kept(cast: Cast, signed_in: SignIn, address: str) -> None:
    client = signed_in("lou")
    assert client.post(address, {**SENT, "muted": [cast.workspace.pk]}).status_code == 302
    kept = wishes(cast.lou.user)
    assert (kept.digest, kept.hour, kept.quiet_from, kept.quiet_to) == ("daily", time(7, 45), time(20), time(7))
    assert (kept.reminders, kept.is_weekend_quiet) == (True, False)
    assert list(kept.muted.all()) == [cast.workspace]
    assert User.objects.get(pk=cast.lou.user_id).time_zone == "Asia/Kolkata"
    page = client.get(address).content.decode()
    assert 'value="07:45"' in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("digest", "hourly"),
        ("hour", "25:00"),
        ("hour", ""),
        ("quiet_to", ""),
        ("quiet_from", ""),
        ("time_zone", "Mars/Olympus"),
        ("muted", ["999999"]),
    ],
)
def test_nonsense_is_refused_beside_its_field(
    cast: Cast, signed_in: SignIn, address: str, field: str, value: object
) -> None:
    page = signed_in("lou").post(address, {**SENT, field: value})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not Preference.objects.exists()
    assert User.objects.get(pk=cast.lou.user_id).time_zone == "Europe/Paris"


def test_nobody_mutes_a_workspace_that_is_not_theirs(cast: Cast, signed_in: SignIn, address: str) -> None:
    page = signed_in("lou").post(address, {**SENT, "muted": [cast.elsewhere.pk]})
    assert page.status_code == 422
    assert "CRM Service" not in page.content.decode()


def test_reading_the_link_changes_nothing_and_asks(cast: Cast) -> None:
    page = Client().get(link(cast.lou.user))
    assert page.status_code == 200
    assert "<form" in page.content.decode()
    assert cast.lou.user.email not in page.content.decode()
    assert not Preference.objects.exists()
    assert page.headers["Cache-Control"].find("no-store") >= 0


@pytest.mark.parametrize(
    ("letter", "digest", "reminders"), [(Letter.DIGEST, Digest.NONE, True), (Letter.REMINDERS, Digest.WEEKLY, False)]
)
def test_one_click_stops_that_letter_and_no_other(cast: Cast, letter: Letter, digest: Digest, reminders: bool) -> None:
    """RFC 8058: a mail program posts this body, without cookie, token or page read before."""
    client = Client(enforce_csrf_checks=True)
    body = "List-Unsubscribe=One-Click"
    address = link(cast.lou.user, letter)
    for _again in range(2):
        answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
    kept = wishes(cast.lou.user)
    assert (kept.digest, kept.reminders) == (digest, reminders)
    assert not Preference.objects.exclude(user=cast.lou.user).exists()


def test_it_can_be_undone(cast: Cast) -> None:
    client, stop = Client(), Stop(cast.lou.user, Letter.DIGEST)
    client.post(link(cast.lou.user))
    assert is_stopped(stop)
    client.post(link(cast.lou.user), {"resume": "1"})
    assert not is_stopped(stop)


@pytest.mark.parametrize("forged", ["x", "WzEsImRpZ2VzdCJd:1xVlRY:forged", "[1]:a:b", "é" * 50])
def test_a_forged_link_opens_nothing(cast: Cast, forged: str) -> None:
    address = reverse("me:unsubscribe", args=[forged])
    assert Client().get(address).status_code == 404
    assert Client().post(address).status_code == 404
    assert not Preference.objects.exists()


def test_the_link_of_who_was_forgotten_is_dead(cast: Cast) -> None:
    address = link(cast.lou.user)
    User.objects.filter(pk=cast.lou.user_id).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_the_page_speaks_the_language_of_the_letter(cast: Cast) -> None:
    User.objects.filter(pk=cast.lou.user_id).update(language="en")
    assert "Stop these letters?" in Client().get(link(cast.lou.user)).content.decode()
    assert "Ne plus recevoir" in Client().get(link(cast.noa.user)).content.decode()
