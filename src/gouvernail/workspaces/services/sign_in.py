"""What sign-up, sign-in and single sign-on do here, on top of django-allauth."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from gouvernail.workspaces.choices.invitations import InvitationState
from gouvernail.workspaces.models import Invitation, User
from gouvernail.workspaces.selectors.accounts import language_of
from gouvernail.workspaces.selectors.invitations import invitation_by_hash, state_of
from gouvernail.workspaces.services.letters import html_of, letter_post, one_line

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives

INVITED = "gouvernail_invitation"  # the session keeps the hash of the secret, never the secret
_NAME = 120


def invitation_opened(request: HttpRequest) -> Invitation | None:
    """Give the live invitation that this visitor opened, if any."""
    known = request.session.get(INVITED, "")
    invitation = invitation_by_hash(known) if known else None
    return invitation if invitation and state_of(invitation) == InvitationState.PENDING else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """The rules of our accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether anybody may make an account; the invited always may."""
        return bool(settings.IS_SIGNUP_OPEN) or invitation_opened(request) is not None

    def new_user(self, request: HttpRequest) -> User:
        """Begin an account in the language of the page."""
        return User(language=_offered(getattr(request, "LANGUAGE_CODE", "")), time_zone=settings.TIME_ZONE)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of who receives, as text and as a page."""
        with translation.override(language_of(email) or translation.get_language()):
            message: EmailMultiAlternatives = self.render_mail(
                template_prefix,
                email,
                {"email": email, "product": "Gouvernail", "public_url": settings.PUBLIC_URL, **context},
            )
            message.attach_alternative(html_of(one_line(str(message.subject)), str(message.body)), "text/html")
        letter_post(message)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """The rules of accounts that another service vouches for."""

    def authenticate_by_email(self, sociallogin: Any) -> Any:
        """Link to the account of the same address only where the provider says plainly that it verified it.

        Some providers send `email_verified` as text: `"false"` must not pass for true. Where the account here never
        proved its address, allauth kills its password and its sessions before it lets the newcomer in.
        """
        for address in sociallogin.email_addresses:
            address.verified = address.verified in (True, "true", "True")
        return super().authenticate_by_email(sociallogin)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:  # noqa: ARG002  # allauth's signature
        """Take the name and the address that the provider gives."""
        user: User = sociallogin.user
        user_email(user, (data.get("email") or "").lower())
        parts = (data.get("first_name"), data.get("last_name"))
        user.name = one_line(str(data.get("name") or " ".join(part for part in parts if part)))[:_NAME]
        return user


def _offered(language: str) -> str:
    code = (language or settings.LANGUAGE_CODE)[:2]
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
