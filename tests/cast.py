"""The fixed cast of the tests: the same people, by the same names, everywhere."""

from dataclasses import dataclass
from datetime import date

from django_scopes import scope

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role, User, Workspace

PASSWORD = "rudder-and-compass-7"
SINCE = date(2025, 1, 6)


@dataclass(frozen=True)
class Cast:
    """Two workspaces. Camille owns the first; Stéphane, of the second, is a stranger there."""

    workspace: Workspace
    camille: Member  # Product Owner and administrator
    sacha: Member  # executive sponsor
    dominique: Member  # data owner
    noa: Member  # champion
    lou: Member  # builder
    robin: Member  # requester: reads, asks, and nothing else
    maxime: Member  # external reviewer
    elsewhere: Workspace
    stranger: Member  # Product Owner and administrator of the other workspace


def member(workspace: Workspace, name: str, *kinds: RoleKind) -> Member:
    """Write a person with roles, without passing by an invitation."""
    email = f"{name.lower().replace(' ', '.').replace('é', 'e')}@{workspace.slug}.example"
    user = User.objects.create_user(email, PASSWORD, name=name)
    with scope(workspace=workspace):
        found = Member.objects.create(workspace=workspace, user=user)
        for kind in kinds:
            Role.objects.create(workspace=workspace, member=found, kind=kind, starts_on=SINCE)
    return found


def make_cast() -> Cast:
    """Write the cast."""
    here = Workspace.objects.create(name="CRM Ventes", slug="crm-ventes", product="Salesforce")
    there = Workspace.objects.create(name="CRM Service", slug="crm-service")
    owner = (RoleKind.PRODUCT_OWNER, RoleKind.ADMINISTRATOR, RoleKind.REQUESTER)
    return Cast(
        workspace=here,
        camille=member(here, "Camille Leroy", *owner),
        sacha=member(here, "Sacha Martin", RoleKind.SPONSOR, RoleKind.REQUESTER),
        dominique=member(here, "Dominique Petit", RoleKind.DATA_OWNER, RoleKind.REQUESTER),
        noa=member(here, "Noa Bernard", RoleKind.CHAMPION, RoleKind.REQUESTER),
        lou=member(here, "Lou Moreau", RoleKind.BUILDER, RoleKind.REQUESTER),
        robin=member(here, "Robin Garcia", RoleKind.REQUESTER),
        maxime=member(here, "Maxime Roux", RoleKind.REVIEWER),
        elsewhere=there,
        stranger=member(there, "Stéphane Faure", *owner),
    )
