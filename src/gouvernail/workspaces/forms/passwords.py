"""Every form that asks for a new password says the rules in one sentence (settings.ACCOUNT_FORMS)."""

from typing import Any

from allauth.account import forms

from gouvernail.workspaces.choices.words import PASSWORD_RULES


class _Plain:
    """The rules in words, where the library lists those of each validator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "password1" in self.fields:  # type: ignore[attr-defined]  # a form's
            self.fields["password1"].help_text = PASSWORD_RULES  # type: ignore[attr-defined]


class SignupForm(_Plain, forms.SignupForm):  # type: ignore[misc]  # allauth publishes no types
    """Opening an account."""


class ChangePasswordForm(_Plain, forms.ChangePasswordForm):  # type: ignore[misc]
    """Changing a password that is known."""


class SetPasswordForm(_Plain, forms.SetPasswordForm):  # type: ignore[misc]
    """A first password, for who came without one."""


class ResetPasswordKeyForm(_Plain, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, from the link of a letter."""
