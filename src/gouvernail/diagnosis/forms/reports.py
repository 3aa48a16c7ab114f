"""What people say of a report: its title, a note, how long a link lives, which column was meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.selectors.repairs import Candidate
from gouvernail.diagnosis.choices import Life


class TitleForm(forms.Form):
    """Another title."""

    title = forms.CharField(label=_("Title"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))


class NoteForm(forms.Form):
    """A reviewer's note."""

    text = forms.CharField(
        label=_("Your note"),
        help_text=_("Shown beside the figure, in the exports and behind the share links, with your name."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class ShareForm(forms.Form):
    """A link that expires."""

    days = forms.TypedChoiceField(label=_("The link lives"), choices=Life, coerce=int, initial=Life.WEEK)


class AssociateForm(forms.Form):
    """Which column holds what the report lacks."""

    column = forms.ChoiceField(label=_("Column"), widget=forms.RadioSelect)

    def __init__(self, candidates: list[Candidate], data: Any = None) -> None:
        super().__init__(data)
        self.candidates = candidates
        self.fields["column"] = forms.ChoiceField(
            label=_("Column"), choices=[(one.value, one.header) for one in candidates], widget=forms.RadioSelect
        )

    def chosen(self) -> Candidate:
        """Give the column that was chosen."""
        return next(one for one in self.candidates if one.value == self.cleaned_data["column"])
