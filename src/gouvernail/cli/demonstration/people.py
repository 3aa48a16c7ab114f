"""People come by the invitation that they were sent, take their roles, find a deputy, and leave."""

import re
from datetime import date, timedelta

from django.core import mail
from django.utils import timezone
from django_scopes import scope

from gouvernail.cli.demonstration.script import Part, Script
from gouvernail.workspaces.choices.words import RoleKind, Side
from gouvernail.workspaces.models import DataObject, Member, Role, Team, User
from gouvernail.workspaces.services.duty_edit import Draft, duty_edit
from gouvernail.workspaces.services.invitations import Guest, Terms, invitations_send
from gouvernail.workspaces.services.joining import invitation_accept
from gouvernail.workspaces.services.leaving import member_deactivate
from gouvernail.workspaces.services.members import member_edit
from gouvernail.workspaces.services.roles import role_edit
from gouvernail.workspaces.services.scopes import data_object_add
from gouvernail.workspaces.services.workspaces import workspace_create

_LINK = re.compile(r"/invitation/([^/\s]+)/")


def found(part: Part, script: Script) -> Member:
    """Make the workspace with the first of the people."""
    user = User.objects.create_user(part.email, None, name=part.name, language="fr")
    teams = [(name, Side(side)) for name, side in script.teams]
    owner = workspace_create(user=user, is_demo=True, teams=teams, **script.workspace)
    with scope(workspace=owner.workspace):
        member_edit(actor=owner, member=owner, title=part.title, team=_team(owner, part.team))
        for name, description in script.data_objects:
            data_object_add(actor=owner, name=name, description=description)
    return owner


def join(part: Part, owner: Member, start: date) -> Member:
    """Invite somebody, who opens the link of the letter and accepts."""
    secret = invite(part, owner, start)
    user = User.objects.create_user(part.email, None, name=part.name, language="fr")
    member = invitation_accept(user=user, secret=secret)
    Member.objects.filter(pk=member.pk).update(joined_at=timezone.now())
    return member_edit(actor=owner, member=member, title=part.title, team=_team(owner, part.team))


def invite(part: Part, owner: Member, start: date) -> str:
    """Send an invitation and read the secret in the letter, as its reader would."""
    terms = Terms(
        kind=RoleKind(part.kind),
        team=_team(owner, part.scope),
        data_object=DataObject.objects.filter(name=part.data_object).first(),
        role_ends_on=None if part.ends is None else start + timedelta(weeks=part.ends),
    )
    sent = len(mail.outbox)
    invitations_send(actor=owner, guests=[Guest(part.email, part.name)], terms=terms)
    link = _LINK.search(str(mail.outbox[sent].body))
    if link is None:
        raise LookupError(f"no link in the letter to {part.email}")
    return link[1]


def name_deputies(script: Script, members: dict[str, Member], owner: Member) -> None:
    """Give a deputy to those of the script who have one."""
    for part in script.people:
        if part.deputy:
            role = Role.objects.get(member=members[part.key], kind=part.kind)
            role_edit(actor=owner, role=role, deputy=members[part.deputy])


def leave(member: Member, owner: Member) -> None:
    """Let somebody go whose duties nobody takes: what they alone answered for stays without anybody."""
    for letter in list(member.assignments.select_related("duty")):
        duty = letter.duty
        duty.refresh_from_db()
        duty_edit(actor=owner, duty=duty, version=duty.version, draft=Draft(letters={member.pk: frozenset()}))
    member_deactivate(actor=owner, member=member, reason="Départ de l’entreprise")


def _team(owner: Member, name: str) -> Team | None:
    return Team.objects.filter(workspace=owner.workspace, name=name).first() if name else None
