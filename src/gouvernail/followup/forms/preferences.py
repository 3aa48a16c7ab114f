"""When and how often to write, and how a workspace chases."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.followup.choices.words import Digest
from gouvernail.followup.models import Policy
from gouvernail.web.zones import ZoneField
from gouvernail.workspaces.models import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable


def _time(label: object, *, required: bool, help_text: object = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, help_text=help_text, widget=widget)  # type: ignore[arg-type]


class PreferenceForm(forms.Form):
    """One person's wishes."""

    digest = forms.ChoiceField(
        label=_("My week by mail"),
        choices=Digest.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "With the answers to what you asked and who named you, where you have not read them here. "
            "Never sent when there is nothing to tell."
        ),
    )
    reminders = forms.BooleanField(
        label=_("Remind me by mail of what is due soon, due today or late"),
        required=False,
        help_text=_("At most one mail a day and a workspace, and each thing once: what stays late, once a week."),
    )
    hour = _time(_("At what time"), required=True, help_text=_("Or as soon as the hours below are over."))
    quiet_from = _time(_("No mail from"), required=False, help_text=_("Empty both for none."))
    quiet_to = _time(_("No mail until"), required=False, help_text=_("What falls in these hours waits for their end."))
    is_weekend_quiet = forms.BooleanField(label=_("No mail on Saturday and Sunday"), required=False)
    time_zone = ZoneField(help_text=_("These hours, and all those that you read, are of this place. Type a city."))
    muted = forms.ModelMultipleChoiceField(
        label=_("No mail from these workspaces"),
        queryset=Workspace.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, workspaces: "Iterable[int]", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["muted"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  # written just above
        field.queryset = Workspace.objects.filter(pk__in=list(workspaces)).order_by("name")


class PolicyForm(forms.ModelForm[Policy]):
    """How a workspace chases."""

    class Meta:
        model = Policy
        fields = ("remind_before_days", "escalate_after_days")
