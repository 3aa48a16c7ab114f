"""Invite people by e-mail, send again, take back, accept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.invitations import LIFE, InvitationState
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Invitation, Member, Team, User
from gouvernail.workspaces.selectors.invitations import hash_of, kinds_offered, obstacles, state_of
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.letters import letter_send
from gouvernail.workspaces.services.trail import changed, record


@dataclass(frozen=True)
class Guest:
    """Somebody to invite."""

    email: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an invitation gives: a role, over what, until when."""

    kind: RoleKind = RoleKind.REQUESTER
    team: Team | None = None
    data_object: DataObject | None = None
    role_ends_on: date | None = None
    language: str = ""


@transaction.atomic
def invitations_send(*, actor: Member, guests: Sequence[Guest], terms: Terms) -> list[Invitation]:
    """Invite several people to the same role; all of them or none.

    Raises
    ------
    Forbidden
        The actor may not invite, or may not do themselves what the role may do.
    ValidationError
        Named by field; `guests` lists each address that cannot be invited, and why.
    """
    _allow(actor, terms.kind)
    check_terms(actor, terms)
    refused = obstacles([guest.email for guest in guests])
    if refused:
        raise ValidationError({"guests": [f"{email}: {why}" for email, why in sorted(refused.items())]})
    languages = dict(
        User.objects.filter(email__in=[guest.email.lower() for guest in guests]).values_list("email", "language")
    )
    return [_send_first(actor, guest, terms, languages) for guest in guests]


def _send_first(actor: Member, guest: Guest, terms: Terms, languages: dict[str, str]) -> Invitation:
    email = guest.email.lower()
    invitation = Invitation(
        workspace=actor.workspace,
        email=email,
        name=guest.name,
        kind=terms.kind,
        team=terms.team,
        data_object=terms.data_object,
        role_ends_on=terms.role_ends_on,
        language=languages.get(email) or terms.language or actor.workspace.language,
        invited_by=actor,
    )
    secret = _renew(invitation)
    invitation.full_clean(exclude=["secret_hash"])
    invitation.save()
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="invitation_send",
        subject=invitation,
        changes={"kind": ("", invitation.kind), "role_ends_on": (None, invitation.role_ends_on)},
    )
    _post(invitation, secret)
    return invitation


@transaction.atomic
def invitation_resend(*, actor: Member, invitation: Invitation) -> Invitation:
    """Send an invitation again with a new secret: the old link is dead.

    Raises
    ------
    Forbidden, ValidationError
        The second where it was accepted or revoked, or where its role is over.
    """
    _allow(actor, RoleKind(invitation.kind))
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    _refuse_closed(locked)
    if locked.role_ends_on is not None and locked.role_ends_on < today_of(actor):
        raise ValidationError(_("The role of this invitation is over. Write a new invitation with a later end."))
    old = locked.expires_at
    secret = _renew(locked)
    locked.save(update_fields=["secret_hash", "expires_at", "sent_at"])
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="invitation_resend",
        subject=locked,
        changes={"expires_at": (old, locked.expires_at)},
    )
    _post(locked, secret)
    return locked


@transaction.atomic
def invitation_revoke(*, actor: Member, invitation: Invitation) -> Invitation:
    """Take an invitation back: its link is dead at once.

    Raises
    ------
    Forbidden, ValidationError
        The second where it was accepted or revoked already.
    """
    require(actor, Right.PEOPLE_INVITE)
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    _refuse_closed(locked)
    changes = changed(locked, revoked_at=timezone.now())
    locked.save(update_fields=["revoked_at"])
    record(workspace=actor.workspace, actor=actor, verb="invitation_revoke", subject=locked, changes=changes)
    return locked


def check_terms(actor: Member, terms: Terms) -> None:
    """Refuse a role that is not complete, or over something of another workspace.

    Raises
    ------
    ValidationError
        Named by field.
    """
    lacking: dict[str, Any] = {}
    today = today_of(actor)
    if terms.kind == RoleKind.REVIEWER and terms.role_ends_on is None:
        lacking["role_ends_on"] = _("An external reviewer needs an end: choose the last day of the review.")
    if terms.role_ends_on is not None and terms.role_ends_on < today:
        lacking["role_ends_on"] = _("This day is past. Choose today or later.")
    if terms.kind == RoleKind.CHAMPION and terms.team is None:
        lacking["team"] = _("A champion speaks for a team: choose it.")
    if terms.kind == RoleKind.DATA_OWNER and terms.data_object is None:
        lacking["data_object"] = _("A data owner answers for a kind of data: choose it.")
    for field, row in (("team", terms.team), ("data_object", terms.data_object)):
        if row is not None and row.workspace_id != actor.workspace_id:
            lacking[field] = _("This is not in your workspace.")
    if lacking:
        raise ValidationError(lacking)


def _allow(actor: Member, kind: RoleKind) -> None:
    require(actor, Right.PEOPLE_INVITE)
    if kind not in kinds_offered(actor):
        raise Forbidden(
            _("You cannot invite to the role “%(role)s”: it may do more than yours.") % {"role": kind.label}
        )


def _refuse_closed(invitation: Invitation) -> None:
    state = state_of(invitation)
    if state in {InvitationState.ACCEPTED, InvitationState.REVOKED}:
        raise ValidationError(_("Nothing was done: this invitation is %(state)s.") % {"state": state.label.lower()})


def _renew(invitation: Invitation) -> str:
    secret = secrets.token_urlsafe(32)  # 256 bits
    now = timezone.now()
    invitation.secret_hash, invitation.sent_at, invitation.expires_at = hash_of(secret), now, now + LIFE
    return secret


def _post(invitation: Invitation, secret: str) -> None:
    letter_send(
        to=invitation.email,
        language=invitation.language,
        template="workspaces/letters/invitation",
        context={
            "invitation": invitation,
            "name": invitation.name,
            "inviter": str(invitation.invited_by),
            "workspace_name": invitation.workspace.name,
            "url": settings.PUBLIC_URL + reverse("workspaces:invitation_open", args=[secret]),
        },
    )
