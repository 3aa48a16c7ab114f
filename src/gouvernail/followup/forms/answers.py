"""What a person says of one line."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.followup.choices.words import Answer
from gouvernail.followup.models.line import KEY

_PUT_OFF = "until-"


class AnswerForm(forms.Form):
    """Done, not mine, or later: a button may carry its day (`until-2026-11-30`), else the day is in its field."""

    key = forms.CharField(max_length=KEY, widget=forms.HiddenInput)
    answer = forms.CharField()
    returns_on = forms.DateField(
        label=_("Show it again on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self) -> dict[str, object]:
        """Read the button."""
        cleaned: dict[str, object] = super().clean() or {}
        said = str(cleaned.get("answer", ""))
        if said.startswith(_PUT_OFF):
            try:
                cleaned["returns_on"] = date.fromisoformat(said.removeprefix(_PUT_OFF))
            except ValueError:
                self.add_error("answer", _("This is not one of the buttons of the page."))
            said = Answer.SNOOZED
        if said not in {Answer.DONE, Answer.SNOOZED, Answer.NOT_MINE}:
            self.add_error("answer", _("This is not one of the buttons of the page."))
        elif said == Answer.SNOOZED and not cleaned.get("returns_on") and "returns_on" not in self.errors:
            self.add_error("returns_on", _("Say until which day."))
        return cleaned | {"answer": said}
