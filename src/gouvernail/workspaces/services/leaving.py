"""A member leaves and hands over, or comes back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Assignment, Member, Role, Workspace
from gouvernail.workspaces.selectors.invitations import kinds_offered
from gouvernail.workspaces.selectors.leaving import (
    MUST_BE_TAKEN,
    Holdings,
    holdings_of,
    pending_of,
    roles_left,
)
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.selectors.roles import administrators_for_good
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.trail import changed, record


@dataclass(frozen=True)
class Handover:
    """Who takes what: key of a role or of an assignment to the member who takes it; what is absent ends."""

    roles: Mapping[int, Member] = field(default_factory=dict)
    letters: Mapping[int, Member] = field(default_factory=dict)


@transaction.atomic
def member_deactivate(*, actor: Member, member: Member, handover: Handover | None = None, reason: str = "") -> Member:
    """Let a member leave: their roles end, what they hold is handed over, their pending invitations are taken back.

    A member may leave by themselves where they hold nothing; otherwise it takes the right to change people.

    Raises
    ------
    Forbidden, ValidationError
        The second names the field of each duty without a taker (`letter-12`), or says that nobody would be left to
        administer the workspace.
    """
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)  # two administrators cannot remove each other
    member = Member.objects.select_related("workspace", "user").select_for_update(of=("self",)).get(pk=member.pk)
    held = holdings_of(member)
    if actor.pk != member.pk or not held.is_empty:
        require(actor, Right.PEOPLE_EDIT)
        _allow(actor, held.roles)
    if not member.is_active:
        raise ValidationError(_("%(name)s has already left.") % {"name": member})
    handover = handover or Handover()
    _check(member, held, handover)
    for letter in held.letters:
        _hand_letter(actor, letter, handover.letters.get(letter.pk))
    for role in held.roles:
        taker = handover.roles.get(role.pk)
        if taker is not None:
            _give_role(actor, role, taker)
    ended = _end_roles(actor, member, handover)
    _let_go(actor, member, held)
    changes = changed(member, is_active=False, left_at=timezone.now(), roles_ended=ended)
    member.save(update_fields=list(changes))
    if not administrators_for_good(member.workspace).exists():
        raise ValidationError(
            _("%(name)s is the last administrator. Choose who takes this role, then try again.") % {"name": member}
        )
    record(
        workspace=member.workspace,
        actor=actor,
        verb="member_deactivate",
        subject=member,
        changes={"is_active": changes["is_active"]},
        reason=reason,
    )
    return member


@transaction.atomic
def member_reactivate(*, actor: Member, member: Member) -> Member:
    """Let a member come back: the roles that ended when they left run again, save those that somebody took over.

    Duties stay with those who took them.

    Raises
    ------
    Forbidden, ValidationError
        The second where the member is active, or where the person was erased.
    """
    require(actor, Right.PEOPLE_EDIT)
    member = Member.objects.select_related("workspace", "user").select_for_update(of=("self",)).get(pk=member.pk)
    if member.user.anonymised_at is not None:
        raise ValidationError(_("This person was erased and cannot come back. Invite them again."))
    if member.is_active:
        raise ValidationError(_("%(name)s is already here.") % {"name": member})
    ends = {int(key): end and date.fromisoformat(end) for key, end in member.roles_ended.items()}
    resumed = list(Role.objects.filter(member=member, pk__in=ends))
    _allow(actor, resumed)
    for role in resumed:
        _set_end(actor, role, ends[role.pk], "role_resume")
    if not roles_left(member).exists():
        if not Role.objects.filter(member=member).exclude(kind=RoleKind.REVIEWER).exists():
            raise ValidationError(_("The term of this external reviewer is over. Invite them again with a later end."))
        role = Role(workspace=member.workspace, member=member, kind=RoleKind.REQUESTER, starts_on=today_of(member))
        role.full_clean()
        role.save()
    changes = changed(member, is_active=True, left_at=None, roles_ended={})
    member.save(update_fields=list(changes))
    record(
        workspace=member.workspace,
        actor=actor,
        verb="member_reactivate",
        subject=member,
        changes={"is_active": changes["is_active"]},
    )
    return member


def _allow(actor: Member, roles: Iterable[Role]) -> None:
    """Let nobody take, give or hand over a role that may do more than theirs."""
    offered = kinds_offered(actor)
    for role in roles:
        if role.kind not in offered:
            raise Forbidden(
                _("You cannot give, change or end the role “%(role)s”: it may do more than yours.")
                % {"role": role.get_kind_display()}
            )


def _check(member: Member, held: Holdings, handover: Handover) -> None:
    problems: dict[str, Any] = {}
    for letter in held.letters:
        if letter.letter in MUST_BE_TAKEN and letter.pk not in handover.letters:
            problems[f"letter-{letter.pk}"] = _("Choose who takes this: a duty must be somebody’s.")
    takers = [("role", handover.roles), ("letter", handover.letters)]
    for name, key, taker in ((name, key, taker) for name, given in takers for key, taker in given.items()):
        if taker.workspace_id != member.workspace_id or not taker.is_active or taker.pk == member.pk:
            problems[f"{name}-{key}"] = _("Choose an active member of this workspace.")
    if problems:
        raise ValidationError(problems)


def _hand_letter(actor: Member, letter: Assignment, taker: Member | None) -> None:
    duty, left = letter.duty, letter.member
    letter.delete()
    if taker is not None:
        Assignment.objects.get_or_create(workspace=duty.workspace, duty=duty, member=taker, letter=letter.letter)
    duty.version += 1  # whoever edits this duty now must see what changed
    duty.save(update_fields=["version"])
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="duty_hand_over",
        subject=duty,
        changes={letter.letter: (left, taker)},
    )


def _give_role(actor: Member, role: Role, taker: Member) -> None:
    today = today_of(taker)
    same = Role.objects.filter(member=taker, kind=role.kind, team=role.team, data_object=role.data_object)
    if same.filter(ends_on=role.ends_on, starts_on__lte=max(today, role.starts_on)).exists():
        return
    taken = Role(
        workspace=taker.workspace,
        member=taker,
        kind=role.kind,
        team=role.team,
        data_object=role.data_object,
        deputy=role.deputy if role.deputy_id != taker.pk else None,
        starts_on=max(today, role.starts_on),
        ends_on=role.ends_on,
    )
    taken.full_clean()
    taken.save()
    record(
        workspace=taker.workspace,
        actor=actor,
        verb="role_hand_over",
        subject=taken,
        changes={"member": (role.member, taker)},
    )


def _end_roles(actor: Member, member: Member, handover: Handover) -> dict[str, str | None]:
    """End what runs and cancel what was to come; give back the former ends of what nobody took."""
    today, ended = today_of(member), {}
    for role in roles_left(member):
        is_taken = role.pk in handover.roles
        last_day = today - timedelta(days=1) if is_taken else today  # from today the taker holds it, and nobody else
        if role.starts_on > last_day:
            record(workspace=member.workspace, actor=actor, verb="role_cancel", subject=role, changes={})
            role.delete()
            continue
        if not is_taken:
            ended[str(role.pk)] = role.ends_on.isoformat() if role.ends_on else None
        _set_end(actor, role, last_day, "role_end")
    return ended


def _let_go(actor: Member, member: Member, held: Holdings) -> None:
    for role in held.stands_in:
        changes = changed(role, deputy=None)
        role.save(update_fields=["deputy"])
        record(workspace=member.workspace, actor=actor, verb="role_deputy", subject=role, changes=changes)
    for invitation in pending_of(member):
        changes = changed(invitation, revoked_at=timezone.now())
        invitation.save(update_fields=["revoked_at"])
        record(workspace=member.workspace, actor=actor, verb="invitation_revoke", subject=invitation, changes=changes)


def _set_end(actor: Member, role: Role, ends_on: date | None, verb: str) -> None:
    changes = changed(role, ends_on=ends_on)
    if changes:
        role.save(update_fields=["ends_on"])
        record(workspace=role.workspace, actor=actor, verb=verb, subject=role, changes=changes)
