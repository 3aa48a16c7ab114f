"""The rules of the ranking, and views that people keep."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.forms.items.parts import NumberedField
from gouvernail.backlog.models import Item, Rules, SavedView
from gouvernail.backlog.selectors.ranking.thresholds import figure_said
from gouvernail.backlog.services.ranking.rules import FIELDS

QUERY = ("q", "objective", "team", "owner", "state", "zone", "sort", "cols")


class RulesForm(forms.ModelForm[Rules]):
    """What counts for how much, and for how long."""

    class Meta:
        model = Rules
        fields = (*FIELDS, "reason")
        widgets = {  # Django's own way
            "reason": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {  # Django's own way
            "value_weight": _("1, 1, 1 is the return per week of work. At 2, value counts double: as its square."),
            "places": _("How many items your capacity allows: the certainty of a rank is read against it."),
            "lead_weeks": _("An evidence is urgent when its date is nearer than the time that building takes."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        cap = {"cap": figure_said("urgency.unproved_cap")}
        self.fields["caps_unproved"].label = _("An urgency without evidence counts for %(cap)s at most") % cap
        for name in ("value_weight", "urgency_weight", "complexity_weight", "lead_weeks"):
            self.fields[name].localize = True
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 5, "autocomplete": "off"})


class ViewForm(forms.ModelForm[SavedView]):
    """A name for what is on the screen."""

    class Meta:
        model = SavedView
        fields = ("title", "is_shared")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "view_%s"
        super().__init__(*args, **kwargs)


class PairForm(forms.Form):
    """Two items to compare."""

    x = NumberedField(Item, label=_("Why is this item"), widget=forms.TextInput(attrs={"placeholder": "CRM-14"}))
    y = NumberedField(Item, label=_("above this one?"), widget=forms.TextInput(attrs={"placeholder": "CRM-31"}))


def query_from(data: QueryDict) -> dict[str, list[str]]:
    """Keep of an address what a view of the backlog is made of."""
    return {name: data.getlist(name) for name in QUERY if any(data.getlist(name))}


def address_of(query: dict[str, list[str]]) -> str:
    """Write a view as an address ends."""
    found = QueryDict(mutable=True)
    for name in QUERY:
        if isinstance(query.get(name), list):
            found.setlist(name, [str(value) for value in query[name]])
    return found.urlencode()
