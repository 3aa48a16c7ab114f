"""Accept an invitation, as somebody new or as somebody known."""

from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from gouvernail.workspaces.choices.invitations import InvitationState
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Invitation, Member, Role, User
from gouvernail.workspaces.selectors.invitations import hash_of, state_of
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.trail import record


class DeadLink(Exception):
    """The link opens nothing: forged (`state` is None), too old, taken back, or used."""

    def __init__(self, state: InvitationState | None) -> None:
        self.state = state
        super().__init__(state.value if state else "forged")


@transaction.atomic
def invitation_accept(*, user: User, secret: str) -> Member:
    """Make who holds the link a member, with the role of the invitation; a link serves once.

    Somebody who had left comes back as the same member, so that the history still speaks of one person.

    Raises
    ------
    DeadLink
        The link is forged, too old, taken back, or used.
    """
    User.objects.select_for_update().get(pk=user.pk)  # two links opened at once make one member of one person
    with scopes_disabled():  # who opens a link belongs to no workspace yet
        invitation = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("workspace", "team", "data_object")
            .filter(secret_hash=hash_of(secret))
            .first()
        )
    state = state_of(invitation) if invitation else None
    if invitation is None or state != InvitationState.PENDING:
        raise DeadLink(state)
    with scope(workspace=invitation.workspace):
        member = _member(user, invitation)
        kinds = _roles(member, invitation)
        invitation.accepted_at, invitation.accepted_by = timezone.now(), member
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        record(
            workspace=invitation.workspace,
            actor=member,
            verb="invitation_accept",
            subject=member,
            changes={"roles": ("", ", ".join(kinds))},
        )
    return member


def _member(user: User, invitation: Invitation) -> Member:
    member = Member.objects.filter(user=user).first() or Member(workspace=invitation.workspace, user=user)
    member.workspace = invitation.workspace
    member.is_active, member.left_at = True, None
    member.team = member.team or invitation.team
    member.full_clean()
    member.save()
    return member


def _roles(member: Member, invitation: Invitation) -> list[str]:
    """Give the role of the invitation; every member may ask, except a reviewer from outside."""
    today = today_of(member)
    kinds = {RoleKind(invitation.kind)} | ({RoleKind.REQUESTER} - {invitation.kind})
    if invitation.kind == RoleKind.REVIEWER:
        kinds = {RoleKind.REVIEWER}
    running = Role.objects.filter(member=member, ends_on=None)
    given = []
    for kind in sorted(kinds):
        is_main = kind == invitation.kind
        role = Role(
            workspace=invitation.workspace,
            member=member,
            kind=kind,
            team=invitation.team if is_main and kind == RoleKind.CHAMPION else None,
            data_object=invitation.data_object if is_main and kind == RoleKind.DATA_OWNER else None,
            starts_on=today,
            ends_on=invitation.role_ends_on if is_main else None,
        )
        if running.filter(kind=kind, team=role.team, data_object=role.data_object).exists():
            continue
        role.full_clean()
        role.save()
        given.append(str(kind))
    return given


def check_live(invitation: Invitation | None) -> Invitation:
    """Let a live invitation pass.

    Raises
    ------
    DeadLink
        With what became of it.
    """
    state = state_of(invitation) if invitation else None
    if invitation is None or state != InvitationState.PENDING:
        raise DeadLink(state)
    return invitation
