"""Which items to look for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.items.listing import ALL, CURRENT, REMOVED, ItemsWanted
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, Team

_OFF = "off"


class ItemFilter(forms.Form):
    """Every field may stay empty."""

    q = forms.CharField(
        label=_("Key or words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True}),
    )
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    owner: "forms.ModelChoiceField[Member]" = forms.ModelChoiceField(
        label=_("Who carries it"), queryset=None, required=False, empty_label=_("Anybody")
    )
    team: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label=_("Team"), queryset=None, required=False, empty_label=_("All teams")
    )

    def __init__(self, *args: Any, with_removed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._objectives = {str(one.pk): one for one in Objective.objects.order_by("-is_active", "position", "pk")}
        named = [(key, one.label) for key, one in self._objectives.items()]
        removed = [(REMOVED, _("Removed items"))] if with_removed else []
        self._choose("objective", [("", _("All objectives")), (_OFF, _("Off the compass")), *named])
        self._choose("state", [("", _("Still to build")), *ItemState.choices, (ALL, _("All")), *removed])
        carriers = Member.objects.filter(pk__in=Item.objects.filter(removed_at=None).values("owner"))
        self.fields["owner"].queryset = carriers.select_related("user")  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(is_active=True)  # type: ignore[attr-defined]

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # tells the types what stands above
        field.choices = choices

    def wanted(self) -> ItemsWanted:
        """Give what is looked for; what makes no sense is left out."""
        self.is_valid()
        found = self.cleaned_data
        return ItemsWanted(
            text=found.get("q", ""),
            objective=self._objectives.get(found.get("objective", "")),
            is_off_compass=found.get("objective") == _OFF,
            state=found.get("state") or CURRENT,
            owner=found.get("owner"),
            team=found.get("team"),
            sort=self.data.get("sort", "-key"),
        )
