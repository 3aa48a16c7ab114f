"""What this room knows of one person, for the copy that they may ask for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django_scopes import scopes_disabled

from gouvernail.workspaces.models import Assignment, Invitation, Member, Role, User

Rows = dict[str, Sequence[Mapping[str, Any]]]


def personal_data(user: User) -> Rows:
    """Gather what every room knows of a person (`settings.PERSONAL_DATA`): name of a file to its rows."""
    gathered: Rows = {}
    with scopes_disabled():  # a person's data cross workspaces
        for name in settings.PERSONAL_DATA:
            gathered |= import_string(name)(user)
    return gathered


def known_here(user: User) -> Rows:
    """Give the account, where the person is a member, as what, with which duties and from which devices."""
    account = ("email", "name", "language", "time_zone", "theme", "joined_at", "last_login")
    return {
        "account": [
            {field: getattr(user, field) for field in account},
            *user.emailaddress_set.values("email", "verified", "primary"),  # type: ignore[attr-defined]
        ],
        "devices": list(user.usersession_set.values("created_at", "last_seen_at", "ip", "user_agent")),  # type: ignore[attr-defined]
        "second_factors": list(user.authenticator_set.values("type", "created_at", "last_used_at")),  # type: ignore[attr-defined]
        "single_sign_on": list(user.socialaccount_set.values("provider", "uid", "date_joined", "extra_data")),  # type: ignore[attr-defined]
        "memberships": list(
            Member.objects.filter(user=user).values(
                "workspace__name",
                "team__name",
                "title",
                "declared_hours",
                "available_hours",
                "is_active",
                "joined_at",
                "left_at",
                "seen_at",
            )
        ),
        "roles": list(
            Role.objects.filter(member__user=user).values(
                "workspace__name", "kind", "team__name", "data_object__name", "starts_on", "ends_on"
            )
        ),
        "duties": list(Assignment.objects.filter(member__user=user).values("workspace__name", "duty__label", "letter")),
        "invitations": list(
            Invitation.objects.filter(email__iexact=user.email).values(
                "workspace__name", "email", "name", "kind", "created_at", "expires_at", "accepted_at", "revoked_at"
            )
        ),
    }
