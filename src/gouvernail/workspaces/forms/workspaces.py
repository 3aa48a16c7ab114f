"""A workspace to make, to change, to delete."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.web.zones import ZoneField
from gouvernail.workspaces.choices.money import CURRENCIES
from gouvernail.workspaces.choices.words import Side
from gouvernail.workspaces.models import DataObject, Team, Workspace

MOST_TEAMS = 100
_TEAM_NAME = 80
PRODUCTS = ["Salesforce", "Microsoft Dynamics 365", "HubSpot", "SAP Sales Cloud", "Oracle CX", "Zoho CRM", "Pipedrive"]


class SettingsForm(forms.ModelForm[Workspace]):
    """The settings of a workspace. Each field carries what it was when it was read."""

    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=CURRENCIES, initial="EUR")
    time_zone = ZoneField(help_text=gettext_lazy("The days of the workspace begin and end there. Type a city."))

    class Meta:
        model = Workspace
        fields = ["name", "product", "language", "currency", "value_unit", "rhythm_days", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = self.instance.pk is not None
        held = self.instance.currency
        if held not in dict(CURRENCIES):
            self.fields["currency"].choices = [(held, held), *CURRENCIES]  # type: ignore[attr-defined]
        self.fields["product"].widget.attrs["list"] = "products"

    def seen(self) -> dict[str, Any]:
        """Give what each setting was when the reader opened the form, as far as the form says it."""
        found = {}
        for bound in self:
            raw = self.data.get(bound.html_initial_name)
            try:
                found[bound.name] = bound.field.clean(raw)
            except ValidationError:
                continue
        return found

    def wanted(self) -> dict[str, Any]:
        """Give the settings that the reader changed: the others may have been changed by somebody else meanwhile."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class WorkspaceForm(SettingsForm):
    """A workspace to make, with its teams."""

    users = forms.CharField(
        label=gettext_lazy("Teams that use the CRM"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line. Change them at any time."),
    )
    builders = forms.CharField(
        label=gettext_lazy("Teams that build"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Inside or outside: the integrator too."),
    )

    class Meta(SettingsForm.Meta):
        fields = ["name", "product", "language", "currency", "value_unit", "rhythm_days"]

    time_zone = None  # type: ignore[assignment]  # Django's way to leave a field out: that of who makes it is taken

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].initial = "\n".join([_("Sales"), _("Marketing"), _("Customer service")])
        self.fields["builders"].initial = _("CRM team")

    def clean_users(self) -> list[str]:
        """Read one name a line."""
        return _names(self.cleaned_data["users"])

    def clean_builders(self) -> list[str]:
        """Read one name a line; a team stands on one side."""
        names = _names(self.cleaned_data["builders"])
        others = {name.casefold() for name in self.cleaned_data.get("users", [])}
        both = [name for name in names if name.casefold() in others]
        if both:
            raise ValidationError(_("On both sides: %(names)s. Keep it on one.") % {"names": ", ".join(both)})
        return names

    def teams(self) -> list[tuple[str, Side]]:
        """Give each team with its side."""
        users = [(name, Side.BUSINESS) for name in self.cleaned_data["users"]]
        return [*users, *((name, Side.BUILDER) for name in self.cleaned_data["builders"])]

    def settings(self) -> dict[str, Any]:
        """Give the settings of the workspace."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"users", "builders"}}


class DeletionForm(forms.Form):
    """The name of the workspace, typed by hand."""

    typed = forms.CharField(
        label=gettext_lazy("Write the name of the workspace"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class TeamForm(forms.ModelForm[Team]):
    """A team: its name and its side."""

    class Meta:
        model = Team
        fields = ("name", "side")


class DataObjectForm(forms.ModelForm[DataObject]):
    """A data object: its name and what it covers."""

    class Meta:
        model = DataObject
        fields = ("name", "description")
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


def _names(text: str) -> list[str]:
    """Give the names of a text, one a line, each once whatever its capitals."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name = " ".join(line.split())
        if len(name) > _TEAM_NAME:
            short = {"start": name[:30], "most": _TEAM_NAME}
            raise ValidationError(_("“%(start)s…” is too long: at most %(most)d letters a team.") % short)
        if name:
            found.setdefault(name.casefold(), name)
    if len(found) > MOST_TEAMS:
        raise ValidationError(_("No more than %(most)d teams here; add the others later.") % {"most": MOST_TEAMS})
    return list(found.values())
