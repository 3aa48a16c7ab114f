"""One's own account: opening it, setting it."""

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gouvernail.web.zones import ZoneField
from gouvernail.workspaces.choices.words import PASSWORD_RULES, Theme

if TYPE_CHECKING:
    from django.http import HttpRequest

    from gouvernail.workspaces.models import User

_NAME = 120


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Name"),
        max_length=_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As colleagues know you: first name and surname."),
    )


class SignupForm(forms.Form):
    """What sign-up asks besides the address and the password (settings.ACCOUNT_SIGNUP_FORM_CLASS)."""

    name = _name()
    field_order = ("name", "email", "password1")

    def signup(self, request: "HttpRequest", user: "User") -> None:  # noqa: ARG002  # allauth's signature
        """Keep the name."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class JoinForm(forms.Form):
    """The account of somebody invited: the address is known, and proved by the letter."""

    name = _name()
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=PASSWORD_RULES,
    )


class AccountForm(forms.Form):
    """How the product calls, speaks and looks to one person."""

    name = _name()
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of the pages and of the letters that you receive."),
    )
    time_zone = ZoneField(help_text=_("The hours that you read are those of this place. Type a city."))
    theme = forms.ChoiceField(label=_("Look"), choices=Theme.choices)


class EraseForm(forms.Form):
    """Sure."""

    is_sure = forms.BooleanField(label=_("I understand that this cannot be undone."))
