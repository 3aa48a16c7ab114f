"""What people add to an item: a need, a guess of effort, an address, a reason."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.backlog.models import Item, Request
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Team

_NUMBER = re.compile(r"\s*(?:[a-z]+\s*-?\s*)?(\d{1,9})\b", re.IGNORECASE)


class NumberedField(forms.CharField):
    """A row that people name by its key: `CRM-7`, `crm 7`, `7`; what follows the number is not read."""

    def __init__(self, model: type[Item] | type[Request], **kwargs: Any) -> None:
        self.model = model
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: Any) -> Item | Request | None:
        """Find the row."""
        text = super().clean(value)
        found = _NUMBER.match(text)
        row = self.model.objects.filter(removed_at=None, number=int(found[1])).first() if found else None
        if text and row is None:
            raise forms.ValidationError(_("Nothing here is called “%(text)s”.") % {"text": text})
        return row


class NeedForm(forms.Form):
    """An item that must come first."""

    needs = NumberedField(
        Item,
        label=gettext_lazy("Needs first"),
        widget=forms.TextInput(attrs={"placeholder": "CRM-7", "list": "items-known", "autocomplete": "off"}),
    )


class OriginForm(forms.Form):
    """A request that the item answers."""

    request = NumberedField(
        Request,
        label=gettext_lazy("Answers the request"),
        widget=forms.TextInput(attrs={"placeholder": "D-12", "autocomplete": "off"}),
    )


def _days(label: Any) -> forms.DecimalField:
    """Take person-days as the reader writes them: `4,5` in French."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 5, "autocomplete": "off"})
    return forms.DecimalField(
        label=label, min_value=0, max_value=10_000, decimal_places=1, required=False, localize=True, widget=widget
    )


class EffortForm(forms.Form):
    """What an item takes of a team, in person-days."""

    team: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label=gettext_lazy("Team"), queryset=None, empty_label=None
    )
    low = _days(gettext_lazy("At least"))
    high = _days(gettext_lazy("At most"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(is_active=True).order_by("-side", "name")
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """An address about an item."""

    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    label = forms.CharField(label=gettext_lazy("What it is"), max_length=120, required=False)


class DropForm(forms.Form):
    """An item is given up: why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Those who asked for it will read it, today and in a year."),
    )


class AimForm(forms.Form):
    """The objective that an item serves."""

    objective: "forms.ModelChoiceField[Objective]" = forms.ModelChoiceField(
        label=gettext_lazy("Objective"), queryset=None, required=False, empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].queryset = Objective.objects.all()  # type: ignore[attr-defined]  # the service refuses the archived
