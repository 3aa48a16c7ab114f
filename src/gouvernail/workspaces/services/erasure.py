"""Forget a person on request, without breaking the history: it speaks of a former member."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from gouvernail.workspaces.models import Assignment, Invitation, Member, Role, User
from gouvernail.workspaces.selectors.leaving import alone_at_the_helm
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.accounts import doors_close
from gouvernail.workspaces.services.trail import record

NOWHERE = "erased.invalid"  # RFC 2606: an address that no mail server will ever have


@transaction.atomic
def person_erase(*, user: User) -> User:
    """Erase what tells who a person is: name, address, password, devices, second factors, invitations.

    Each room forgets what it alone keeps (`settings.FORGET_PERSON`). Rows of the history keep pointing to the member,
    who is shown as a former member. Duties that nobody took over are left empty, and the lints say so: a right to be
    forgotten does not wait for a taker.

    Raises
    ------
    ValidationError
        The person is the only administrator of a workspace: its name is given.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.anonymised_at is not None:
        return user
    alone = alone_at_the_helm(user)
    if alone:
        raise ValidationError(
            _("You are the only administrator of: %(names)s. Give this role to somebody else, or delete the workspace.")
            % {"names": ", ".join(workspace.name for workspace in alone)}
        )
    addresses = {user.email.lower(), *user.emailaddress_set.values_list("email", flat=True)}  # type: ignore[attr-defined]
    with scopes_disabled():  # a person's memberships cross workspaces
        members = list(Member.objects.select_related("workspace", "user").filter(user=user))
        _forget_invitations(addresses, members)
        for name in settings.FORGET_PERSON:
            import_string(name)(user=user, addresses=addresses)
    for member in members:
        with scope(workspace=member.workspace):
            _forget_member(member)
    doors_close(user)
    user.name, user.email, user.time_zone = "", f"{user.pk}@{NOWHERE}", "UTC"
    user.is_active, user.anonymised_at, user.last_login = False, timezone.now(), None
    user.set_unusable_password()
    user.save()
    return user


def _forget_invitations(addresses: set[str], members: list[Member]) -> None:
    """Blank the invitations that reached the person, and take back those that wait, theirs and those they sent."""
    theirs = Q(accepted_by__in=members)
    for address in addresses:
        theirs |= Q(email__iexact=address)
    open_ones = Q(accepted_at=None, revoked_at=None)
    Invitation.objects.filter((theirs | Q(invited_by__in=members)) & open_ones).update(revoked_at=timezone.now())
    Invitation.objects.filter(theirs).update(email=f"invited@{NOWHERE}", name="")


def _forget_member(member: Member) -> None:
    today = today_of(member)
    Assignment.objects.filter(member=member).delete()
    Role.objects.filter(member=member, starts_on__gt=today).delete()
    Role.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), member=member).update(ends_on=today)
    Role.objects.filter(deputy=member).update(deputy=None)
    member.is_active, member.title, member.left_at = False, "", member.left_at or timezone.now()
    member.declared_hours = member.available_hours = member.seen_at = None
    member.roles_ended = {}
    member.save()
    record(workspace=member.workspace, actor=None, verb="person_erase", subject=member, changes={})
