"""One's own account: the name to show, the language, the time, the look; and an account opened by an invitation."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.web.zones import zone_check
from gouvernail.workspaces.models import Invitation, User
from gouvernail.workspaces.selectors.accounts import account_to_sign_in, session_keys_of
from gouvernail.workspaces.services.joining import check_live
from gouvernail.workspaces.services.trail import changed


@transaction.atomic
def account_edit(*, user: User, **fields: Any) -> User:
    """Change one's own `name`, `language`, `time_zone` or `theme`.

    Raises
    ------
    ValidationError
        Named by field.
    """
    changes = changed(user, **fields)
    if "time_zone" in changes:
        zone_check(user.time_zone)
    if changes:
        user.full_clean(exclude=["password"])
        user.save(update_fields=list(changes))
    return user


@transaction.atomic
def account_open(*, invitation: Invitation, name: str, password: str, language: str = "") -> User:
    """Make the account of somebody invited, with the address that the invitation reached: it is verified by that.

    Where somebody had written an account with that address and never proved that it was theirs, the one who holds the
    letter takes it over: the former password and sessions are dead.

    Raises
    ------
    DeadLink, ValidationError
        The second named by field: a password too weak, or an account that exists and can sign in.
    """
    check_live(invitation)
    email = invitation.email.lower()
    if account_to_sign_in(email) is not None:
        raise ValidationError(_("An account has this address already: sign in to accept the invitation."))
    user = User.objects.filter(email=email).first() or User(email=email, time_zone=invitation.workspace.time_zone)
    user.name, user.language, user.is_active = name, language or invitation.language, True
    user.full_clean(exclude=["password"])
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise ValidationError({"password": weak.messages}) from weak
    if user.pk:
        doors_close(user)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def doors_close(user: User) -> None:
    """Forget every way in but the password: addresses, single sign-on, second factors, sessions."""
    Session.objects.filter(session_key__in=session_keys_of(user)).delete()
    for related in ("usersession_set", "socialaccount_set", "authenticator_set", "emailaddress_set"):
        getattr(user, related).all().delete()
