"""Open a link and join: as somebody new, as somebody known, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from pytest_django import Settings

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Invitation, Member, Role, Team, User
from gouvernail.workspaces.services.invitations import invitation_resend, invitation_revoke
from gouvernail.workspaces.services.joining import invitation_accept
from tests.cast import PASSWORD, Cast
from tests.workspaces.letters import invited, secret_in

Outbox = list[EmailMultiAlternatives]
SignIn = Callable[[str], Client]


def link(secret: str) -> str:
    return reverse("workspaces:invitation_open", args=[secret])


def kinds(member: Member) -> set[str]:
    with scope(workspace=member.workspace):
        return set(Role.objects.filter(member=member).values_list("kind", flat=True))


def join(client: Client, secret: str, **more: str) -> int:
    return client.post(link(secret), {"name": "Ida Weber", "password": "lantern-and-compass-9", **more}).status_code


def test_somebody_new_joins_in_one_page_with_a_verified_address(cast: Cast, client: Client, mailoutbox: Outbox) -> None:
    _invitation, secret = invited(cast.camille, mailoutbox, "ida@new.example", kind=RoleKind.BUILDER)
    assert client.get(link(secret)).status_code == 200
    assert join(client, secret) == 302
    user = User.objects.get(email="ida@new.example")
    assert EmailAddress.objects.filter(user=user, verified=True, primary=True).count() == 1
    with scope(workspace=cast.workspace):
        member = Member.objects.get(user=user)
    assert kinds(member) == {"builder", "requester"}
    assert client.get(reverse("workspaces:account")).status_code == 200  # signed in
    assert len(mailoutbox) == 1  # no second letter to verify what the first one proved


def test_they_can_sign_in_afterwards_with_their_password(cast: Cast, client: Client, mailoutbox: Outbox) -> None:
    _invitation, secret = invited(cast.camille, mailoutbox)
    join(client, secret)
    fresh = Client()
    answer = fresh.post(reverse("account_login"), {"login": "ida@new.example", "password": "lantern-and-compass-9"})
    assert answer.status_code == 302
    assert fresh.get(reverse("workspaces:account")).status_code == 200


def test_an_external_reviewer_is_not_a_requester_and_leaves_on_time(
    cast: Cast, client: Client, mailoutbox: Outbox
) -> None:
    last = timezone.localdate() + timedelta(days=30)
    _invitation, secret = invited(cast.camille, mailoutbox, kind=RoleKind.REVIEWER, role_ends_on=last)
    join(client, secret)
    with scope(workspace=cast.workspace):
        member = Member.objects.get(user__email="ida@new.example")
        assert [(role.kind, role.ends_on) for role in Role.objects.filter(member=member)] == [("reviewer", last)]


def test_an_expired_reviewer_reads_why_the_door_is_shut(
    cast: Cast, client: Client, mailoutbox: Outbox, signed_in: SignIn
) -> None:
    with scope(workspace=cast.workspace):
        cast.maxime.roles.update(ends_on=timezone.localdate() - timedelta(days=1))
    answer = signed_in("maxime").get(reverse("workspace:invitation_list", args=[cast.workspace.slug]))
    assert answer.status_code == 403
    assert "a pris fin" in answer.content.decode()


def test_the_scope_of_the_role_comes_with_it(cast: Cast, client: Client, mailoutbox: Outbox) -> None:
    with scope(workspace=cast.workspace):
        team = Team.objects.create(workspace=cast.workspace, name="Ventes")
    _invitation, secret = invited(cast.camille, mailoutbox, kind=RoleKind.CHAMPION, team=team)
    join(client, secret)
    with scope(workspace=cast.workspace):
        member = Member.objects.get(user__email="ida@new.example")
        assert member.team == team
        assert Role.objects.get(member=member, kind="champion").team == team
        assert Role.objects.get(member=member, kind="requester").team is None


def test_looking_never_uses_the_link_up(cast: Cast, client: Client, mailoutbox: Outbox) -> None:
    invitation, secret = invited(cast.camille, mailoutbox)
    for _again in range(3):
        assert client.get(link(secret)).status_code == 200
        assert client.head(link(secret)).status_code == 200
    with scopes_disabled():
        invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert join(client, secret) == 302


def test_a_link_serves_once(cast: Cast, client: Client, mailoutbox: Outbox, signed_in: SignIn) -> None:
    _invitation, secret = invited(cast.camille, mailoutbox)
    join(client, secret)
    for other in (Client(), signed_in("stranger")):
        assert other.get(link(secret)).status_code == 410
        assert other.post(link(secret), {"name": "Eve", "password": "lantern-and-compass-9"}).status_code == 410
    assert not User.objects.filter(name="Eve").exists()


def test_a_forged_link_opens_nothing(cast: Cast, client: Client, mailoutbox: Outbox) -> None:
    _invitation, secret = invited(cast.camille, mailoutbox)
    forged = ("A" if secret[0] != "A" else "B") + secret[1:]
    for wrong in (forged, "x", secret[:-1], secret + "A", "A" * 5000, "%F0%9F%9A%A2", "..%2F..%2Fetc"):
        answer = client.get(f"/invitation/{wrong}/")
        assert answer.status_code == 404, wrong[:20]
    assert join(client, forged) == 404
    assert not User.objects.filter(email="ida@new.example").exists()


@pytest.mark.parametrize("how", ["expired", "revoked", "role over"])
def test_a_dead_link_says_why(cast: Cast, client: Client, mailoutbox: Outbox, how: str) -> None:
    invitation, secret = invited(
        cast.camille, mailoutbox, kind=RoleKind.REVIEWER, role_ends_on=timezone.localdate() + timedelta(days=5)
    )
    with scope(workspace=cast.workspace):
        if how == "revoked":
            invitation_revoke(actor=cast.camille, invitation=invitation)
        elif how == "expired":
            Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        else:
            Invitation.objects.update(role_ends_on=timezone.localdate() - timedelta(days=2))
    answer = client.get(link(secret))
    assert answer.status_code == 410
    said = {"expired": "expiré", "revoked": "annulée", "role over": "expiré"}[how]
    assert said in answer.content.decode()
    assert join(client, secret) == 410
    with scope(workspace=cast.workspace):
        assert not Member.objects.filter(user__email="ida@new.example").exists()


def test_sending_again_kills_the_former_link(cast: Cast, client: Client, mailoutbox: Outbox) -> None:
    invitation, old = invited(cast.camille, mailoutbox)
    with scope(workspace=cast.workspace):
        invitation_resend(actor=cast.camille, invitation=invitation)
    assert client.get(link(old)).status_code == 404
    assert client.get(link(secret_in(mailoutbox[-1]))).status_code == 200


def test_somebody_known_signs_in_then_joins(cast: Cast, client: Client, mailoutbox: Outbox) -> None:
    user = cast.stranger.user
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    _invitation, secret = invited(cast.camille, mailoutbox, user.email)
    page = client.get(link(secret)).content.decode()
    assert reverse("account_login") in page
    assert 'name="password"' not in page
    assert join(client, secret) == 422  # nobody takes a known account over
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    client.post(f"{reverse('account_login')}?next={link(secret)}", {"login": user.email, "password": PASSWORD})
    assert client.post(link(secret)).status_code == 302
    with scope(workspace=cast.workspace):
        assert Member.objects.filter(user=user, is_active=True).exists()


def test_signed_in_with_another_address_the_choice_is_shown(cast: Cast, mailoutbox: Outbox, signed_in: SignIn) -> None:
    _invitation, secret = invited(cast.camille, mailoutbox, "ida@new.example")
    client = signed_in("stranger")
    page = client.get(link(secret)).content.decode()
    assert cast.stranger.user.email in page
    assert reverse("account_logout") in page
    assert client.post(link(secret)).status_code == 302
    with scope(workspace=cast.workspace):
        assert Member.objects.get(user=cast.stranger.user).is_active


def test_who_had_written_an_account_with_that_address_without_proof_loses_it(
    cast: Cast, client: Client, mailoutbox: Outbox
) -> None:
    squatter = User.objects.create_user("ida@new.example", PASSWORD, name="Squatter")
    EmailAddress.objects.create(user=squatter, email="ida@new.example", primary=True, verified=False)
    _invitation, secret = invited(cast.camille, mailoutbox, "ida@new.example")
    assert join(client, secret) == 302
    squatter.refresh_from_db()
    assert (squatter.name, squatter.check_password(PASSWORD)) == ("Ida Weber", False)


def test_who_left_comes_back_as_the_same_member(cast: Cast, mailoutbox: Outbox, signed_in: SignIn) -> None:
    with scope(workspace=cast.workspace):
        Member.objects.filter(pk=cast.robin.pk).update(is_active=False, left_at=timezone.now())
    _invitation, secret = invited(cast.camille, mailoutbox, cast.robin.user.email, kind=RoleKind.BUILDER)
    member = invitation_accept(user=cast.robin.user, secret=secret)
    assert member.pk == cast.robin.pk
    assert member.is_active
    assert kinds(member) == {"builder", "requester"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "short"),
        ("password", "password123"),
        ("password", "ida@new.example"),
        ("name", ""),
        ("name", "x" * 10_000),
    ],
    ids=["short", "common", "the address", "no name", "endless name"],
)
def test_a_bad_answer_is_named_and_uses_nothing_up(
    cast: Cast, client: Client, mailoutbox: Outbox, field: str, value: str
) -> None:
    _invitation, secret = invited(cast.camille, mailoutbox)
    answer = client.post(link(secret), {"name": "Ida Weber", "password": "lantern-and-compass-9", field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not User.objects.filter(email="ida@new.example").exists()
    assert join(client, secret) == 302


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "\u202eשלום עולם", "🚢 Élodie Ærø", "O’Brien & <b>Söhne</b>"],
    ids=["script", "right to left", "emoji", "markup"],
)
def test_any_name_is_shown_as_text(cast: Cast, client: Client, mailoutbox: Outbox, name: str) -> None:
    camille = cast.camille.user
    camille.name = name
    camille.save()
    _invitation, secret = invited(cast.camille, mailoutbox)
    page = client.get(link(secret)).content.decode()
    assert "<script>alert" not in page
    assert "<b>S" not in page
    assert join(client, secret, name=name) == 302
    assert User.objects.get(email="ida@new.example").name == name


def test_the_invited_may_sign_up_where_sign_up_is_closed(
    cast: Cast, client: Client, mailoutbox: Outbox, settings: Settings
) -> None:
    settings.IS_SIGNUP_OPEN = False
    fields = {"name": "Ida Weber", "email": "ida@other.example", "password1": "lantern-and-compass-9"}
    client.post(reverse("account_signup"), fields)
    assert not User.objects.filter(email="ida@other.example").exists()
    _invitation, secret = invited(cast.camille, mailoutbox)
    client.get(link(secret))
    client.post(reverse("account_signup"), fields)
    assert User.objects.filter(email="ida@other.example").exists()
