"""What an objective means, how it is measured, and its readings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.strategy.choices import Direction
from gouvernail.strategy.models import Objective
from gouvernail.strategy.models.objective import WEIGHT_MOST
from gouvernail.workspaces.models import Member

_DAY = "%Y-%m-%d"
_DIGITS, _PLACES = 14, 3


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format=_DAY)


def _number(label: Any, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=_DIGITS,
        decimal_places=_PLACES,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        **kwargs,
    )


class ObjectiveForm(forms.Form):
    """One objective."""

    label = forms.CharField(label=_("Objective"), max_length=80)
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=0,
        max_value=WEIGHT_MOST,
        help_text=_("Beside the weights of the others: 50 counts twice as much as 25."),
    )
    description = forms.CharField(
        label=_("What it means"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.ModelChoiceField(Member.objects.none(), label=_("Who answers for it"), required=False)
    measure = forms.CharField(
        label=_("What is measured"),
        max_length=120,
        required=False,
        help_text=_("Example: share of quotes followed up within a week."),
    )
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False, help_text=_("Example: %, days, k€."))
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    baseline = _number(_("Starting value"), required=False)
    baseline_on = forms.DateField(label=_("Measured on"), required=False, widget=_day())
    target = _number(_("Target"), required=False)
    target_on = forms.DateField(label=_("Target date"), required=False, widget=_day())
    reason = forms.CharField(
        label=_("What changes, and why?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, objective: Objective, needs_reason: bool, **kwargs: Any) -> None:
        names = [name for name in self.base_fields if name != "reason"]
        kwargs["initial"] = {name: getattr(objective, name) for name in names}
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101  # tells the types what stands above
        owner.queryset = Member.objects.select_related("user").filter(is_active=True)


class ReadingForm(forms.Form):
    """One reading of a measure."""

    on = forms.DateField(label=_("Day"), widget=_day())
    value = _number(_("Value"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
