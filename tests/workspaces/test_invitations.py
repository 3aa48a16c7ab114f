"""Invite: what is sent, what is kept, what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from gouvernail.decisions.models import Change
from gouvernail.jobs.models import Message
from gouvernail.workspaces.choices.invitations import LIFE
from gouvernail.workspaces.choices.rights import EXPERTISE, RIGHTS
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Invitation, Team
from gouvernail.workspaces.selectors.invitations import hash_of, kinds_offered
from gouvernail.workspaces.selectors.rights import kinds_of
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.invitations import (
    Guest,
    Terms,
    invitation_resend,
    invitation_revoke,
    invitations_send,
)
from gouvernail.workspaces.services.letters import html_of, one_line
from tests.cast import Cast
from tests.workspaces.letters import invited, secret_in

Outbox = list[EmailMultiAlternatives]


def test_only_the_hash_of_the_secret_is_kept(cast: Cast, mailoutbox: Outbox) -> None:
    invitation, secret = invited(cast.camille, mailoutbox)
    assert len(secret) == 43  # 256 bits in base 64
    assert invitation.secret_hash == hash_of(secret)
    with scope(workspace=cast.workspace):
        row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert secret not in str(row)


def test_it_lives_a_fortnight(cast: Cast, mailoutbox: Outbox) -> None:
    invitation, _secret = invited(cast.camille, mailoutbox)
    assert invitation.expires_at - invitation.created_at >= LIFE - timedelta(minutes=1)
    assert timedelta(days=14) == LIFE


def test_the_letter_says_who_invites_to_what_in_the_language_asked(cast: Cast, mailoutbox: Outbox) -> None:
    invited(cast.camille, mailoutbox, "ida@new.example", "Ida Weber", RoleKind.BUILDER, language="fr")
    invited(cast.camille, mailoutbox, "tom@new.example", "", RoleKind.BUILDER, language="en")
    french, english = mailoutbox
    assert french.to == ["ida@new.example"]
    assert french.subject == "Camille Leroy vous invite dans CRM Ventes"
    assert "Bonjour Ida Weber," in str(french.body)
    assert english.subject == "Camille Leroy invites you to CRM Ventes"
    for letter in mailoutbox:
        [(page, kind)] = letter.alternatives
        assert kind == "text/html"
        assert secret_in(letter) in str(page)
        assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_somebody_with_an_account_is_written_to_in_their_own_language(cast: Cast, mailoutbox: Outbox) -> None:
    stranger = cast.stranger.user
    stranger.language = "en"
    stranger.save()
    invited(cast.camille, mailoutbox, stranger.email.upper(), language="fr")
    assert mailoutbox[0].subject.startswith("Camille Leroy invites you")


def test_names_can_forge_nothing_in_a_letter(cast: Cast, mailoutbox: Outbox) -> None:
    camille = cast.camille.user
    camille.name = "Eve\r\nBcc: all@new.example\n\nClick :\nhttps://evil.example/ <b>now</b> \u202eקמא 🚢"
    camille.save()
    cast.camille.user = camille
    invited(cast.camille, mailoutbox, name="<script>alert(1)</script>")
    [letter] = mailoutbox
    assert "\n" not in letter.subject
    assert letter.recipients() == ["ida@new.example"]
    page = str(letter.alternatives[0][0])
    assert "<script>" not in page
    assert "<b>now" not in page
    assert 'href="https://evil.example' not in page


@given(st.text())
def test_no_text_makes_a_second_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(st.text(max_size=200))
def test_a_page_never_holds_markup_that_came_from_a_text(text: str) -> None:
    page = html_of("s", text)
    assert "<script" not in page.lower()
    assert page.count("<a ") <= 1 or "http" in text


@pytest.mark.parametrize(
    ("kind", "field"),
    [(RoleKind.REVIEWER, "role_ends_on"), (RoleKind.CHAMPION, "team"), (RoleKind.DATA_OWNER, "data_object")],
)
def test_a_role_must_be_complete(cast: Cast, mailoutbox: Outbox, kind: RoleKind, field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        invited(cast.camille, mailoutbox, kind=kind)
    assert set(refusal.value.message_dict) == {field}
    assert mailoutbox == []


def test_a_role_cannot_end_before_it_starts(cast: Cast, mailoutbox: Outbox) -> None:
    with pytest.raises(ValidationError) as refusal:
        invited(cast.camille, mailoutbox, kind=RoleKind.REVIEWER, role_ends_on=timezone.localdate() - timedelta(days=1))
    assert set(refusal.value.message_dict) == {"role_ends_on"}


def test_a_team_of_another_workspace_is_refused(cast: Cast, mailoutbox: Outbox) -> None:
    with scope(workspace=cast.elsewhere):
        team = Team.objects.create(workspace=cast.elsewhere, name="Theirs")
    with pytest.raises(ValidationError) as refusal:
        invited(cast.camille, mailoutbox, kind=RoleKind.CHAMPION, team=team)
    assert set(refusal.value.message_dict) == {"team"}


@pytest.mark.parametrize("who", ["sacha", "dominique", "noa", "lou", "robin", "maxime"])
def test_who_may_not_invite_cannot(cast: Cast, mailoutbox: Outbox, who: str) -> None:
    with pytest.raises(Forbidden):
        invited(getattr(cast, who), mailoutbox)


def test_nobody_invites_to_a_role_that_may_do_more(cast: Cast, mailoutbox: Outbox) -> None:
    with scope(workspace=cast.workspace):
        cast.robin.roles.update(kind=RoleKind.PROXY_PO)
    with pytest.raises(Forbidden):
        invited(cast.robin, mailoutbox, kind=RoleKind.ADMINISTRATOR)
    invited(cast.robin, mailoutbox, kind=RoleKind.BUILDER)


def test_what_is_offered_never_exceeds_what_one_may_do(cast: Cast) -> None:
    for who in ("camille", "sacha", "dominique", "noa", "lou", "robin", "maxime"):
        actor = getattr(cast, who)
        with scope(workspace=cast.workspace):
            offered, mine = kinds_offered(actor), kinds_of(actor)
        for right, kinds in RIGHTS.items():
            if right not in EXPERTISE:
                assert kinds.isdisjoint(offered) or not kinds.isdisjoint(mine), (who, right)


def test_a_member_and_somebody_already_invited_are_refused_and_nobody_is_invited(
    cast: Cast, mailoutbox: Outbox
) -> None:
    invited(cast.camille, mailoutbox)
    guests = [Guest("fresh@new.example"), Guest("IDA@new.example"), Guest(cast.robin.user.email)]
    with scope(workspace=cast.workspace), pytest.raises(ValidationError) as refusal:
        invitations_send(actor=cast.camille, guests=guests, terms=Terms())
    assert len(refusal.value.message_dict["guests"]) == 2
    assert len(mailoutbox) == 1


def test_sent_again_has_a_new_secret_and_a_new_fortnight(cast: Cast, mailoutbox: Outbox) -> None:
    invitation, old = invited(cast.camille, mailoutbox)
    with scope(workspace=cast.workspace):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
        again = invitation_resend(actor=cast.camille, invitation=invitation)
        hashes = set(Invitation.objects.values_list("secret_hash", flat=True))
    new = secret_in(mailoutbox[-1])
    assert new != old
    assert hashes == {hash_of(new)}
    assert again.expires_at > timezone.now() + timedelta(days=13)


def test_taken_back_cannot_be_sent_again_nor_taken_back_twice(cast: Cast, mailoutbox: Outbox) -> None:
    invitation, _secret = invited(cast.camille, mailoutbox)
    with scope(workspace=cast.workspace):
        invitation_revoke(actor=cast.camille, invitation=invitation)
        for act in (invitation_resend, invitation_revoke):
            with pytest.raises(ValidationError):
                act(actor=cast.camille, invitation=invitation)


def test_an_invitation_whose_role_is_over_is_not_sent_again(cast: Cast, mailoutbox: Outbox) -> None:
    invitation, _secret = invited(
        cast.camille, mailoutbox, kind=RoleKind.REVIEWER, role_ends_on=timezone.localdate() + timedelta(days=1)
    )
    with scope(workspace=cast.workspace):
        Invitation.objects.update(role_ends_on=timezone.localdate() - timedelta(days=2))
        with pytest.raises(ValidationError):
            invitation_resend(actor=cast.camille, invitation=invitation)


def test_the_trail_keeps_the_acts_and_no_address(cast: Cast, mailoutbox: Outbox) -> None:
    invitation, _secret = invited(cast.camille, mailoutbox, name="Ida Weber")
    with scope(workspace=cast.workspace):
        invitation_resend(actor=cast.camille, invitation=invitation)
        invitation_revoke(actor=cast.camille, invitation=invitation)
        rows = list(Change.objects.filter(subject_type="workspaces.invitation").values())
    assert {row["verb"] for row in rows} == {"invitation_send", "invitation_resend", "invitation_revoke"}
    assert "ida" not in str(rows).lower()
    assert {row["actor_id"] for row in rows} == {cast.camille.pk}


def test_a_letter_is_queued_with_its_invitation_or_not_at_all(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "gouvernail.jobs.services.mail.QueuedBackend"
    guests = [Guest("ida@new.example"), Guest("tom@new.example", "x" * 121)]  # the second name is too long for its row
    with scope(workspace=cast.workspace):
        with pytest.raises(ValidationError):
            invitations_send(actor=cast.camille, guests=guests, terms=Terms())
        assert not Invitation.objects.exists()
        assert not Message.objects.exists()
        invitations_send(actor=cast.camille, guests=guests[:1], terms=Terms())
    assert [row.recipient for row in Message.objects.all()] == ["ida@new.example"]
