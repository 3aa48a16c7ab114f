"""Find accounts by the addresses that people proved to be theirs."""

from allauth.account.models import EmailAddress

from gouvernail.workspaces.models import User


def account_to_sign_in(email: str) -> User | None:
    """Find the account of somebody who proved to hold an address, or who was let in with it before."""
    proved = EmailAddress.objects.select_related("user").filter(email__iexact=email, verified=True).first()
    if proved is not None:
        return proved.user  # type: ignore[no-any-return]  # allauth publishes no types
    return User.objects.filter(email=email.lower(), last_login__isnull=False).first()


def language_of(email: str) -> str:
    """Give the language of who receives at an address; nothing for a stranger."""
    return str(
        User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
        or EmailAddress.objects.filter(email__iexact=email).values_list("user__language", flat=True).first()
        or ""
    )


def session_keys_of(user: User) -> list[str]:
    """List the sessions of a person, for those who need them gone and not merely dead."""
    return list(user.usersession_set.values_list("session_key", flat=True))  # type: ignore[attr-defined]
