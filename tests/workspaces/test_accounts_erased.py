"""Being forgotten: what goes, what stays, what forbids it."""

from collections.abc import Callable
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django_scopes import scope, scopes_disabled

from gouvernail.decisions.models import Change
from gouvernail.followup.models import Notice
from gouvernail.jobs.models import Message
from gouvernail.workspaces.choices.words import Letter, RoleKind
from gouvernail.workspaces.models import Assignment, Duty, Invitation, Member, Role, User
from gouvernail.workspaces.services.erasure import person_erase
from gouvernail.workspaces.services.joining import invitation_accept
from tests.cast import PASSWORD, Cast
from tests.workspaces.letters import invited

SignIn = Callable[[str], Client]


def test_nothing_tells_who_it_was(cast: Cast, mailoutbox: list[EmailMultiAlternatives]) -> None:
    user, email = cast.robin.user, cast.robin.user.email
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    EmailAddress.objects.create(user=user, email="robin@home.example", verified=True)
    SocialAccount.objects.create(user=user, provider="sso", uid="robin-1", extra_data={"email": email})
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    Client().post(reverse("account_login"), {"login": email, "password": PASSWORD})
    with scope(workspace=cast.workspace):
        Member.objects.filter(pk=cast.robin.pk).update(title="Chef", seen_at=timezone.now())
    for address, actor in ((email, cast.stranger), ("robin@home.example", cast.stranger)):
        invited(actor, mailoutbox, address, "Robin Garcia")
    _invitation, secret = invited(cast.stranger, mailoutbox, "third@home.example", "Robin Garcia")
    invitation_accept(user=user, secret=secret)
    person_erase(user=user)
    for model in (EmailAddress, SocialAccount, Authenticator, UserSession):
        assert not model.objects.filter(user=user).exists()
    with scopes_disabled():
        rows = [
            *User.objects.filter(pk=user.pk).values(),
            *Member.objects.filter(user=user).values(),
            *Invitation.objects.values(),
        ]
        everything = str([*rows, *Change.objects.values()])
    for trace in ("Robin", "Garcia", email, "robin@home.example", "third@home.example", "Chef"):
        assert trace not in everything
    with scopes_disabled():
        assert not Invitation.objects.filter(accepted_at=None, revoked_at=None).exists()


def test_the_history_speaks_of_a_former_member_in_the_readers_language(cast: Cast) -> None:
    person_erase(user=cast.robin.user)
    with scope(workspace=cast.workspace):
        member = Member.objects.select_related("user").get(pk=cast.robin.pk)
    with translation.override("fr"):
        assert str(member) == "Personne partie"
    with translation.override("en"):
        assert str(member) == "Former member"


def test_roles_end_and_duties_are_left_empty(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        duty = Duty.objects.create(workspace=cast.workspace, label="Trancher")
        Assignment.objects.create(workspace=cast.workspace, duty=duty, member=cast.noa, letter=Letter.ACCOUNTABLE)
        Role.objects.filter(member=cast.sacha).update(deputy=cast.noa)
    person_erase(user=cast.noa.user)
    with scope(workspace=cast.workspace):
        assert not duty.assignments.exists()
        assert set(Role.objects.filter(member=cast.noa).values_list("ends_on", flat=True)) == {timezone.localdate()}
        assert not Role.objects.filter(deputy=cast.noa).exists()
        assert Change.objects.filter(verb="person_erase", subject_id=str(cast.noa.pk)).exists()


def test_the_only_administrator_cannot_be_erased(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="CRM Ventes"):
        person_erase(user=cast.camille.user)
    assert User.objects.get(pk=cast.camille.user.pk).name == "Camille Leroy"
    with scope(workspace=cast.workspace):
        Role.objects.create(
            workspace=cast.workspace, member=cast.sacha, kind=RoleKind.ADMINISTRATOR, starts_on=timezone.localdate()
        )
    assert person_erase(user=cast.camille.user).anonymised_at is not None


def test_erased_twice_is_erased_once(cast: Cast) -> None:
    first = person_erase(user=cast.robin.user).anonymised_at
    assert person_erase(user=cast.robin.user).anonymised_at == first


def test_the_address_may_serve_again(cast: Cast) -> None:
    email = cast.robin.user.email
    person_erase(user=cast.robin.user)
    assert User.objects.create_user(email, PASSWORD, name="Robin again").pk != cast.robin.user.pk


def ready_to_erase(cast: Cast) -> Client:
    EmailAddress.objects.create(user=cast.robin.user, email=cast.robin.user.email, verified=True, primary=True)
    client = Client()
    client.post(reverse("account_login"), {"login": cast.robin.user.email, "password": PASSWORD})
    return client


def test_the_page_asks_and_the_door_is_shut_behind(cast: Cast) -> None:
    client, page = ready_to_erase(cast), reverse("workspaces:account_erase")
    assert client.get(page).status_code == 200
    answer = client.post(page, {"is_sure": "on"}, follow=True)
    if answer.redirect_chain and "reauthenticate" in answer.redirect_chain[-1][0]:
        answer = client.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert User.objects.get(pk=cast.robin.user.pk).anonymised_at is not None
    assert client.get(reverse("workspaces:account")).status_code == 302


def test_a_session_left_open_erases_nobody(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in("robin").post(reverse("workspaces:account_erase"), {"is_sure": "on"})
    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]
    assert User.objects.get(pk=cast.robin.user.pk).anonymised_at is None


def test_the_page_names_the_workspaces_that_need_another_administrator(cast: Cast, signed_in: SignIn) -> None:
    assert "CRM Ventes" in signed_in("camille").get(reverse("workspaces:account_erase")).content.decode()


def test_who_runs_the_server_erases_somebody_who_cannot_sign_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    email = cast.robin.user.email
    monkeypatch.setattr("builtins.input", lambda _question: "somebody@else.example")
    with pytest.raises(CommandError):
        call_command("erase_person", email)
    assert User.objects.filter(email=email).exists()
    call_command("erase_person", email.upper(), "--yes", stdout=StringIO())
    assert not User.objects.filter(email=email).exists()
    for wrong in ("nobody@new.example", cast.camille.user.email):
        with pytest.raises(CommandError):
            call_command("erase_person", wrong, "--yes")


def test_every_room_forgets_what_it_keeps(cast: Cast) -> None:
    Message.objects.create(message_id="<a@b>", sender="g@x.example", recipient=cast.robin.user.email, content=b"Robin")
    Message.objects.create(message_id="<c@d>", sender="g@x.example", recipient=cast.lou.user.email, content=b"Lou")
    for member, title in ((cast.robin, "À vous"), (cast.camille, "Robin Garcia n’est plus venu")):
        Notice.objects.create(
            workspace=cast.workspace, member=member, cause="ghost", kind="assigned", day=timezone.localdate(),
            title=title, text="Robin Garcia", url="/", language="fr",
        )  # fmt: skip
    person_erase(user=cast.robin.user)
    assert [row.recipient for row in Message.objects.all()] == [cast.lou.user.email]
    with scope(workspace=cast.workspace):
        assert [(row.title, row.text) for row in Notice.objects.all()] == [
            ("Personne partie n’est plus venu", "Personne partie")
        ]
