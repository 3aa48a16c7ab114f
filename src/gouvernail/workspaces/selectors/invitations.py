"""Find invitations, and what stands in the way of one."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from gouvernail.workspaces.choices.invitations import InvitationState
from gouvernail.workspaces.choices.rights import EXPERTISE, RIGHTS
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Invitation, Member
from gouvernail.workspaces.selectors.rights import may

LISTED = 200


def hash_of(secret: str) -> str:
    """Give what is kept of a secret of 256 random bits: its SHA-256, which needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_by_secret(secret: str) -> Invitation | None:
    """Find an invitation by the secret of its link, in whatever workspace; None for a forged link."""
    return invitation_by_hash(hash_of(secret))


def invitation_by_hash(secret_hash: str) -> Invitation | None:
    """Find an invitation by what is kept of its secret."""
    with scopes_disabled():  # who opens a link belongs to no workspace yet
        return (
            Invitation.objects.select_related("workspace", "invited_by__user", "team", "data_object")
            .filter(secret_hash=secret_hash)
            .first()
        )


def state_of(invitation: Invitation, now: datetime | None = None) -> InvitationState:
    """Tell what became of an invitation; one to a role that has ended is as dead as one too old."""
    now = now or timezone.now()
    if invitation.accepted_at:
        return InvitationState.ACCEPTED
    if invitation.revoked_at:
        return InvitationState.REVOKED
    is_over = invitation.role_ends_on is not None and invitation.role_ends_on < _day(invitation, now)
    return InvitationState.EXPIRED if is_over or invitation.expires_at <= now else InvitationState.PENDING


def _day(invitation: Invitation, now: datetime) -> date:
    return timezone.localdate(now, ZoneInfo(invitation.workspace.time_zone))


def invitations_listed() -> QuerySet[Invitation]:
    """List the invitations of the scope's workspace, those still open first."""
    return Invitation.objects.select_related("invited_by__user", "team", "data_object", "workspace").order_by(
        F("accepted_at").asc(nulls_first=True), F("revoked_at").asc(nulls_first=True), "-created_at"
    )[:LISTED]


def kinds_offered(actor: Member) -> list[RoleKind]:
    """List the roles that a member may invite to: none that may do what they may not do themselves, expertise apart."""
    return [
        kind
        for kind in RoleKind
        if all(may(actor, right) for right, kinds in RIGHTS.items() if kind in kinds and right not in EXPERTISE)
    ]


def obstacles(emails: Iterable[str]) -> dict[str, str]:
    """Say why some addresses cannot be invited; an address without obstacle is absent."""
    wanted = {email.lower() for email in emails}
    found = {
        email.lower(): _("already a member: change their roles on their own page")
        for email in Member.objects.filter(user__email__in=wanted, is_active=True).values_list("user__email", flat=True)
    }
    waiting = Invitation.objects.filter(
        email__in=wanted, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    for email in waiting.values_list("email", flat=True):
        found.setdefault(email.lower(), _("already invited: send the invitation again from the list"))
    return found
