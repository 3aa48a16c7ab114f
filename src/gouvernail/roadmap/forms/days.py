"""Which day to look at, and in which lanes; which two days to compare."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.roadmap.choices.places import LANES, By
from gouvernail.web.days import FIRST, DayAskedField

QUARTER = timedelta(days=91)  # [choice] what a comparison looks back on until somebody says otherwise
_LANES = [(by.value, label) for by, label in LANES.items()]


class DayForm(forms.Form):
    """Both fields may stay empty: today, by objective."""

    on = DayAskedField(label=_("As of"))
    lanes = forms.ChoiceField(label=_("Lanes"), choices=_LANES, required=False)

    def day(self) -> date | None:
        """Give the day; nothing where it is none."""
        self.is_valid()
        found: date | None = self.cleaned_data.get("on")
        return found

    def by(self) -> By:
        """Give what the lanes are."""
        self.is_valid()
        return By(self.cleaned_data.get("lanes") or By.OBJECTIVE)


class DaysForm(forms.Form):
    """Two days, in any order; without them, the quarter that ends today."""

    since = DayAskedField(label=_("Since"))
    until = DayAskedField(label=_("Until"))

    def days(self, today: date) -> tuple[date, date]:
        """Give the two days, the first one first."""
        self.is_valid()
        until = min(self.cleaned_data.get("until") or today, today)
        since = min(self.cleaned_data.get("since") or max(until - QUARTER, FIRST), today)
        return min(since, until), max(since, until)

    def add_prefix(self, field_name: str) -> str:
        """Call the fields as addresses do: `?from=2026-09-01&to=2026-11-24`."""
        return {"since": "from", "until": "to"}.get(field_name, field_name)
