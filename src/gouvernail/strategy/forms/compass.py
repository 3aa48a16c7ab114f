"""The compass as one form: the answer, what it is not, the objectives with their weights, and the reason."""

from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from gouvernail.strategy.models import Compass, Objective
from gouvernail.strategy.models.objective import WEIGHT_MOST
from gouvernail.strategy.services.compass import OBJECTIVES_MOST, Line

_BLANK = 2  # lines that wait for a new objective
_BLANK_FIRST = 4


class CompassForm(forms.Form):
    """The words of the compass."""

    purpose = forms.CharField(
        label=_("What is this CRM for, today, in our strategy?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences that a salesperson and the direction both understand."),
    )
    excluded = forms.CharField(
        label=_("What is it not for?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What you will answer no to, so that nobody has to guess."),
    )
    reason = forms.CharField(
        label=_("What changes, and why?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept beside this version, for those who will wonder in a year."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, compass: Compass | None, **kwargs: Any) -> None:
        if compass is not None:
            kwargs["initial"] = {
                "purpose": compass.purpose,
                "excluded": compass.excluded,
                "number": compass.number,
            }
        super().__init__(*args, **kwargs)
        if compass is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True


class LineForm(forms.Form):
    """One objective of the compass."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(label=_("Objective"), max_length=80, required=False)
    weight = forms.IntegerField(
        label=_("Weight"), min_value=0, max_value=WEIGHT_MOST, required=False, widget=forms.NumberInput
    )
    is_active = forms.BooleanField(label=_("Active"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """Ask for what a line lacks, once it holds something."""
        given = super().clean() or {}
        if given.get("label") and given.get("weight") is None and "weight" not in self.errors:
            self.add_error("weight", _("Give a weight: 0 counts for nothing, 50 counts twice as much as 25."))
        if given.get("key") and not given.get("label") and "label" not in self.errors:
            self.add_error("label", _("Say it in a few words. To set it aside, untick “Active”."))
        return given


class LineFormSet(BaseFormSet[LineForm]):
    """The objectives, those there are and blank lines for new ones."""

    @property
    def lines(self) -> list[Line]:
        """Give what was written, blank lines left out."""
        return [
            Line(key=one["key"], label=one["label"], weight=one["weight"], is_active=one["is_active"])
            for one in self.cleaned_data
            if one.get("label")
        ]


def lines_of(objectives: list[Objective], data: Any = None) -> LineFormSet:
    """Open the lines of the objectives, or read what was sent."""
    blank = _BLANK if objectives else _BLANK_FIRST
    kind = formset_factory(
        LineForm,
        formset=LineFormSet,
        extra=blank,
        max_num=OBJECTIVES_MOST * 4,  # archived ones are lines too
        absolute_max=OBJECTIVES_MOST * 4,
        validate_max=True,
    )
    initial = [
        {"key": one.pk, "label": one.label, "weight": one.weight, "is_active": one.is_active} for one in objectives
    ]
    return cast("LineFormSet", kind(data, initial=initial, prefix="line"))
