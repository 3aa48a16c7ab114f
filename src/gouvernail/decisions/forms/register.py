"""What to look for in the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.decisions.choices.decisions import Verdict
from gouvernail.decisions.selectors.register import (
    DUE,
    NO_QUORUM,
    OVERRIDES,
    REVERSED,
    STANDING,
    RegisterWanted,
)
from gouvernail.decisions.selectors.subjects import SUBJECTS
from gouvernail.web.days import DayAskedField

ONLY = [
    ("", _("All decisions")),
    (STANDING, _("Those that hold today")),
    (DUE, _("Those to be reviewed")),
    (OVERRIDES, _("Those against the ranking")),
    (REVERSED, _("Those gone back on")),
    (NO_QUORUM, _("Those without quorum")),
]


class RegisterFilter(forms.Form):
    """Every field may stay empty."""

    q = forms.CharField(
        label=_("Key or words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True}),
    )
    verdict = forms.ChoiceField(label=_("Verdict"), choices=[("", _("Any verdict")), *Verdict.choices], required=False)
    who = forms.CharField(label=_("Who"), max_length=120, required=False)  # thousands of names do not fit in a list
    since = DayAskedField(label=_("Since"))
    until = DayAskedField(label=_("Until"))
    only = forms.ChoiceField(label=_("Which ones"), choices=ONLY, required=False)
    subject = forms.CharField(max_length=101, required=False, widget=forms.HiddenInput)

    def wanted(self) -> RegisterWanted:
        """Give what is looked for; what makes no sense is left out."""
        self.is_valid()
        found: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        kind, _between, key = found.pop("subject", "").partition(":")
        about = {"subject_type": kind, "subject_id": key} if kind in SUBJECTS and key else {}
        return RegisterWanted(text=found.pop("q", ""), **about, **found)
