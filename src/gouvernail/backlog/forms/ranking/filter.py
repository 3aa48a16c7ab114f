"""What the table of the backlog shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.ranking import Zone
from gouvernail.backlog.forms.items.filter import ItemFilter
from gouvernail.backlog.selectors.ranking.table import NOT_RANKED, Wanted

OFF = "off"
COLUMNS = {
    "objective": _("Objective"),
    "value": _("Business value"),
    "complexity": _("Complexity"),
    "urgency": _("Genuine urgency"),
    "claimed": _("Claimed urgency"),
    "top": _("Sure of the first places"),
    "any": _("The same, whatever the weights"),
    "points": _("Points"),
    "owner": _("Who carries it"),
    "effort": _("Effort (person-days)"),
    "state": _("State"),
}
SHOWN = ("objective", "value", "complexity", "urgency", "top", "state")


class BacklogFilter(ItemFilter):
    """Every field may stay empty."""

    zone = forms.ChoiceField(
        label=_("Certainty"),
        required=False,
        choices=[("", _("All")), *Zone.choices, (NOT_RANKED, _("Not ranked"))],
    )
    cols = forms.MultipleChoiceField(
        label=_("Columns"), required=False, choices=list(COLUMNS.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, one.label) for key, one in self._objectives.items()]
        self._choose("objective", [("", _("All")), (OFF, _("Off the compass")), *named])
        team = self.fields["team"]
        assert isinstance(team, forms.ModelChoiceField)  # noqa: S101  # tells the types what stands above
        team.empty_label = _("All")
        self.order_fields(["q", "objective", "team", "owner", "state", "zone", "cols"])

    @property
    def columns(self) -> list[str]:
        """Give the columns to show, in their order."""
        self.is_valid()
        asked = set(self.cleaned_data.get("cols") or SHOWN)
        return [name for name in COLUMNS if name in asked]

    @property
    def visible(self) -> list[forms.BoundField]:
        """Give the fields of the bar; the columns are chosen apart."""
        return [field for field in self if field.name != "cols"]

    def wanted_rows(self) -> Wanted:
        """Give what is looked for; what makes no sense is left out."""
        found = self.wanted()
        return Wanted(
            text=found.text,
            objective=found.objective,
            is_off_compass=found.is_off_compass,
            team=found.team,
            owner=found.owner,
            state=found.state,
            zone=self.cleaned_data.get("zone", ""),
            sort=self.data.get("sort", "rank"),
        )
