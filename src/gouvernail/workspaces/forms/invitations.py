"""Whom to invite, and to what."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.workspaces.models import DataObject, Member, Team
from gouvernail.workspaces.selectors.invitations import kinds_offered, obstacles
from gouvernail.workspaces.services.invitations import Guest, Terms

MOST = 100
_SHOWN = 60
_NAME = 120
_ADDRESS = 254
_NAMED = re.compile(r'"?(?P<name>[^"<>]*?)"?\s*<(?P<email>[^<>]+)>')


class InvitationForm(forms.Form):
    """Several addresses, one role."""

    guests = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocapitalize": "none"}),
        help_text=gettext_lazy("One a line, as your mail program copies them: with or without the name."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Role"))
    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(
        label=gettext_lazy("Team"),
        queryset=None,
        required=False,
        empty_label="–",
        help_text=gettext_lazy("The team that they work in; a champion speaks for it."),
    )
    data_object: forms.ModelChoiceField[DataObject] = forms.ModelChoiceField(
        label=gettext_lazy("Data object"),
        queryset=None,
        required=False,
        empty_label="–",
        help_text=gettext_lazy("For a data owner: what they answer for."),
    )
    role_ends_on = forms.DateField(
        label=gettext_lazy("Role until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day. An external reviewer needs one; for others, leave it empty."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("People who have an account are written to in their own."),
    )

    def __init__(self, actor: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds_offered(actor)]  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["data_object"].queryset = DataObject.objects.filter(is_active=True)  # type: ignore[attr-defined]

    def clean_guests(self) -> list[Guest]:
        """Read the addresses; each that is wrong is named by its line."""
        guests: dict[str, tuple[int, Guest]] = {}
        problems: list[str] = []
        for line, text in _written(self.cleaned_data["guests"]):
            guest = _guest(text)
            if guest is None:
                problems.append(_("Line %(line)d: “%(text)s” is not an e-mail address.") % _named(line, text))
            elif guest.email in guests:
                same = {**_named(line, guest.email), "first": guests[guest.email][0]}
                problems.append(_("Line %(line)d: %(text)s is on line %(first)d already.") % same)
            else:
                guests[guest.email] = (line, guest)
        for email, why in obstacles(guests).items():
            problems.append(_("Line %(line)d: %(text)s is %(why)s.") % {**_named(guests[email][0], email), "why": why})
        if len(guests) > MOST:
            problems.append(_("No more than %(most)d addresses at once.") % {"most": MOST})
        if problems:
            raise ValidationError(problems)
        return [guest for _line, guest in guests.values()]

    def terms(self) -> Terms:
        """Give what the invitations offer."""
        return Terms(**{name: value for name, value in self.cleaned_data.items() if name != "guests"})


def _written(text: str) -> Iterator[tuple[int, str]]:
    """Give each address with the number of its line; a semicolon separates as well, as mail programs write it."""
    for line, words in enumerate(text.splitlines(), start=1):
        for part in words.split(";"):
            for one in [part] if "<" in part else part.split(","):
                if one.strip():
                    yield line, one.strip()


def _guest(text: str) -> Guest | None:
    found = _NAMED.fullmatch(text)
    email = (found["email"] if found else text).strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        return None
    if len(email) > _ADDRESS:
        return None
    return Guest(email, found["name"].strip()[:_NAME] if found else "")


def _named(line: int, text: str) -> dict[str, Any]:
    return {"line": line, "text": text if len(text) <= _SHOWN else text[:_SHOWN] + "…"}
