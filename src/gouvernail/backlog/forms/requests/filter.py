"""Which requests to look for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.selectors.requests.listing import ALL, MINE, TEAM, RequestsWanted
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Team


class RequestFilter(forms.Form):
    """Every field may stay empty."""

    q = forms.CharField(
        label=_("Key or words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True}),
    )
    team: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label=_("Team"), queryset=None, required=False, empty_label=_("All teams")
    )
    objective: "forms.ModelChoiceField[Objective]" = forms.ModelChoiceField(
        label=_("Objective"), queryset=None, required=False, empty_label=_("All objectives")
    )
    whose = forms.ChoiceField(
        choices=[(MINE, MINE), (TEAM, TEAM), (ALL, ALL)], required=False, widget=forms.HiddenInput
    )
    state = forms.ChoiceField(choices=RequestState.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, whose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._whose = whose
        self.fields["team"].queryset = Team.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["objective"].queryset = Objective.objects.all()  # type: ignore[attr-defined]

    def wanted(self) -> RequestsWanted:
        """Give what is looked for; what makes no sense is left out."""
        self.is_valid()
        found = self.cleaned_data
        return RequestsWanted(
            text=found.get("q", ""),
            whose=found.get("whose") or self._whose,
            state=found.get("state", ""),
            team=found.get("team"),
            objective=found.get("objective"),
            sort=self.data.get("sort", "-since"),
        )
