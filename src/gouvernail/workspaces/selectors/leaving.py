"""What a member holds, and would leave behind."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from gouvernail.workspaces.choices.words import Letter, RoleKind
from gouvernail.workspaces.models import Assignment, Invitation, Member, Role, User, Workspace
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.selectors.roles import administrators_for_good

MUST_BE_TAKEN = (Letter.RESPONSIBLE, Letter.ACCOUNTABLE)
_PERSONAL = (RoleKind.REQUESTER, RoleKind.REVIEWER)  # nobody takes over a seat


@dataclass(frozen=True)
class Holdings:
    """What somebody holds.

    Parameters
    ----------
    roles
        Roles that run or will run and that somebody may take over.
    letters
        Letters in duties; `R` and `A` must find a taker, else the duty is nobody's.
    stands_in
        Roles of others for which they are the deputy.
    invitations
        How many invitations that they sent still wait.
    """

    roles: list[Role]
    letters: list[Assignment]
    stands_in: list[Role]
    invitations: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing has to be handed over."""
        return not (self.roles or any(letter.letter in MUST_BE_TAKEN for letter in self.letters))


def roles_left(member: Member) -> QuerySet[Role]:
    """List the roles of a member that run or will run."""
    return Role.objects.select_related("team", "data_object", "deputy__user").filter(
        Q(ends_on=None) | Q(ends_on__gte=today_of(member)), member=member
    )


def holdings_of(member: Member) -> Holdings:
    """Gather what a member holds today."""
    running = Q(ends_on=None) | Q(ends_on__gte=today_of(member))
    return Holdings(
        roles=list(roles_left(member).exclude(kind__in=_PERSONAL)),
        letters=list(
            Assignment.objects.select_related("duty").filter(member=member, duty__is_active=True).order_by("duty", "pk")
        ),
        stands_in=list(Role.objects.select_related("member__user").filter(running, deputy=member)),
        invitations=pending_of(member).count(),
    )


def pending_of(member: Member) -> QuerySet[Invitation]:
    """List the invitations that a member sent and that still wait."""
    return Invitation.objects.filter(
        invited_by=member, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )


def takers_for(member: Member) -> QuerySet[Member]:
    """List who could take something over."""
    return Member.objects.select_related("user").filter(is_active=True).exclude(pk=member.pk)


def alone_at_the_helm(user: User) -> list[Workspace]:
    """List the workspaces that nobody else administers: a person cannot be erased from those."""
    alone = []
    with scopes_disabled():  # a person's memberships cross workspaces
        for member in Member.objects.select_related("workspace").filter(
            user=user, is_active=True, workspace__deletes_at=None
        ):
            helm = set(administrators_for_good(member.workspace).values_list("pk", flat=True))
            if helm == {member.pk}:
                alone.append(member.workspace)
    return alone
