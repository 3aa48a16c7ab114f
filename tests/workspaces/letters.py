"""What the letters of an invitation hold."""

import re
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django_scopes import scope

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Invitation, Member
from gouvernail.workspaces.services.invitations import Guest, Terms, invitations_send

_LINK = re.compile(r"/invitation/([\w-]+)/")


def secret_in(message: EmailMultiAlternatives) -> str:
    found = _LINK.search(str(message.body))
    assert found is not None
    return found[1]


def invited(
    actor: Member,
    mailoutbox: list[EmailMultiAlternatives],
    email: str = "ida@new.example",
    name: str = "",
    kind: RoleKind = RoleKind.REQUESTER,
    **terms: Any,
) -> tuple[Invitation, str]:
    """Invite one person; give the invitation and the secret that only the letter holds."""
    with scope(workspace=actor.workspace):
        [invitation] = invitations_send(actor=actor, guests=[Guest(email, name)], terms=Terms(kind=kind, **terms))
    return invitation, secret_in(mailoutbox[-1])
