"""Invitations that nobody answered, and roles that end soon."""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.choices.invitations import InvitationState
from gouvernail.workspaces.models import Invitation, Member, Role
from gouvernail.workspaces.selectors.invitations import state_of

PATIENCE = timedelta(days=3)  # [choice] who has not answered by then has not seen it, or hesitates
FORGOTTEN = timedelta(days=45)
SOON = timedelta(days=30)  # [choice] time enough to find somebody


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List what a member sent that waits, and the ends of roles that touch them."""
    waiting = [_invitation(one, facts) for one in _invitations(facts) if one.invited_by_id == member.pk]
    mine = [
        _role_end(role, _("It is your role."), facts)
        for role in facts.roles.get(member.pk, [])
        if _ends_soon(role, facts)
    ]
    return waiting + mine + _ends_of_deputies(member, facts)


def _invitations(facts: Facts) -> list[Invitation]:
    """Read the last invitation of each address; those that were answered or taken back are left out."""
    if "invitations" not in facts.seen:
        rows = Invitation.objects.filter(facts.among("invited_by"), created_at__gte=facts.now - FORGOTTEN)
        last = {row.email: row for row in rows.select_related("workspace").order_by("created_at", "pk")}
        wanted = (InvitationState.PENDING, InvitationState.EXPIRED)
        facts.seen["invitations"] = [
            row
            for row in last.values()
            if state_of(row, facts.now) in wanted and (row.sent_at or row.created_at) <= facts.now - PATIENCE
        ]
    found: list[Invitation] = facts.seen["invitations"]
    return found


def _invitation(row: Invitation, facts: Facts) -> Expectation:
    sent_on, ends_on = facts.day_of(row.sent_at or row.created_at), facts.day_of(row.expires_at)
    is_over = state_of(row, facts.now) == InvitationState.EXPIRED
    values = {"name": row.name or row.email, "day": date_format(ends_on, "MONTH_DAY_FORMAT")}
    return Expectation(
        kind=Kind.INVITATION,
        key=f"invitation:{row.pk}:{sent_on.isoformat()}",
        title=_("%(name)s has not accepted your invitation") % values,
        reason=_("The link has expired: send it again, or take it back.")
        if is_over
        else _("A word often does more than a second letter. The link expires on %(day)s.") % values,
        why=_("You sent this invitation."),
        act=_("Send again") if is_over else _("See"),
        url=reverse("workspace:invitation_list", args=[facts.workspace.slug]) + f"#invitation-{row.pk}",
        since=sent_on,
        due_on=ends_on,
    )


def _ends_soon(role: Role, facts: Facts) -> bool:
    return role.ends_on is not None and role.ends_on <= facts.day + SOON


def _role_end(role: Role, why: str, facts: Facts) -> Expectation:
    assert role.ends_on is not None  # noqa: S101  # asked just before
    return Expectation(
        kind=Kind.ROLE_END,
        key=f"role_end:{role.pk}:{role.ends_on.isoformat()}",
        title=_("The role “%(role)s” of %(name)s ends on %(day)s")
        % {"role": role, "name": facts.members.get(role.member_id, role.member), "day": date_format(role.ends_on)},
        reason=_("From the next day, what this role may do is done by nobody. Have it renewed, or hand it over."),
        why=why,
        act=_("See"),
        url=reverse("workspace:person", args=[facts.workspace.slug, role.member_id]),
        since=role.ends_on - SOON,
        due_on=role.ends_on,
    )


def _ends_of_deputies(member: Member, facts: Facts) -> list[Expectation]:
    """Tell whom a member relies on that the role of who stands in for them ends."""
    deputies = {role.deputy_id for role in facts.roles.get(member.pk, [])} - {None}
    why = _("This person stands in for you.")
    return [_role_end(role, why, facts) for role in _roles_of_deputies(facts) if role.member_id in deputies]


def _roles_of_deputies(facts: Facts) -> list[Role]:
    if "deputies" not in facts.seen:
        deputies = {role.deputy_id for roles in facts.roles.values() for role in roles} - {None}
        ending = Role.objects.filter(
            member__in=deputies, starts_on__lte=facts.day, ends_on__gte=facts.day, ends_on__lte=facts.day + SOON
        )
        facts.seen["deputies"] = list(ending.select_related("member__user", "team", "data_object")) if deputies else []
    found: list[Role] = facts.seen["deputies"]
    return found
