"""What to look for in the trail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.decisions.choices.verbs import VERBS
from gouvernail.decisions.selectors.trail import Wanted, subject_types
from gouvernail.web.days import DayAskedField


class TrailFilter(forms.Form):
    """Every field may stay empty."""

    text = forms.CharField(label=_("Search"), required=False, max_length=200)
    who = forms.CharField(label=_("Who"), required=False, max_length=120)  # thousands of names do not fit in a list
    verb = forms.ChoiceField(label=_("Act"), required=False)
    subject_type = forms.ChoiceField(label=_("About"), required=False)
    since = DayAskedField(label=_("Since"))
    until = DayAskedField(label=_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("Anything"))
        verbs, types = self.fields["verb"], self.fields["subject_type"]
        assert isinstance(verbs, forms.ChoiceField)  # noqa: S101  # tells the types what stands above
        assert isinstance(types, forms.ChoiceField)  # noqa: S101
        verbs.choices = [anything, *sorted(VERBS.items(), key=lambda pair: str(pair[1]))]
        types.choices = [anything, *subject_types()]

    def wanted(self) -> Wanted:
        """Give what was asked; a field in error asks nothing."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})
