"""What fits in a capacity: the question, and the name of what is kept."""

import re
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.backlog.choices.selection import Counts
from gouvernail.backlog.models import Effort, Item, Scenario
from gouvernail.backlog.services.selection.asking import Asked
from gouvernail.workspaces.models import Team

_NUMBER = re.compile(r"(?:CRM\s*-?\s*)?(\d{1,9})", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;\n]+")
_MOST_DAYS = 1_000_000


def _days(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DecimalField:
    """Take person-days as the reader writes them: `4,5` in French."""
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=_MOST_DAYS,
        decimal_places=1,
        required=required,
        localize=True,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 7, "autocomplete": "off"}),
    )


class ItemsField(forms.CharField):
    """Items that people name by their keys: `CRM-7, CRM-12`."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": "CRM-7, CRM-12", "autocomplete": "off"})
        super().__init__(required=False, max_length=2000, widget=widget, **kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:
        """Give the keys, each once; what names no item is refused by its name."""
        words = [word.strip() for word in _BETWEEN.split(super().clean(value)) if word.strip()]
        numbers = {word: int(found[1]) for word in words if (found := _NUMBER.fullmatch(word))}
        here = Item.objects.filter(removed_at=None, number__in=numbers.values())
        known = set(here.values_list("number", flat=True))
        unknown = [word for word in words if numbers.get(word) not in known]
        if unknown:
            raise forms.ValidationError(
                _("Nothing here is called %(names)s: write keys with commas between, as CRM-7, CRM-12.")
                % {"names": ", ".join(f"“{word}”" for word in unknown)}
            )
        return tuple(f"CRM-{number}" for number in sorted(set(numbers.values())))


class QuestionForm(forms.Form):
    """How many days there are, of what, and what is decided already. One field a team that some item takes days of."""

    capacity = _days(
        gettext_lazy("Capacity in person-days"),
        required=True,
        help_text=gettext_lazy("All teams together, for the period that you have in mind."),
    )
    counts = forms.ChoiceField(label=gettext_lazy("What counts"), choices=Counts.choices, initial=Counts.DELAY)
    keeps_started = forms.BooleanField(label=gettext_lazy("Keep in what is started"), required=False, initial=True)
    include = ItemsField(
        label=gettext_lazy("Items kept in"), help_text=gettext_lazy("Promised: they come with all that they need.")
    )
    exclude = ItemsField(label=gettext_lazy("Kept out"), help_text=gettext_lazy("What needs them is left out too."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = list(
            Team.objects.filter(Q(pk__in=Effort.objects.filter(item__removed_at=None).values("team"))).order_by("name")
        )
        for team in self.teams:
            self.fields[f"team_{team.pk}"] = _days(team.name)

    @classmethod
    def of(cls, scenario: Scenario) -> "QuestionForm":
        """Ask again what a scenario asked."""
        asked = Asked.read(scenario.settings)
        teams = {f"team_{key}": localize(days) for key, days in asked.teams.items()}
        return cls(
            initial={
                "capacity": scenario.capacity.normalize(),
                "counts": asked.counts,
                "keeps_started": asked.keeps_started,
                "include": ", ".join(asked.include),
                "exclude": ", ".join(asked.exclude),
                **teams,
            }
        )

    @classmethod
    def read(cls, data: QueryDict) -> "QuestionForm":
        """Read what was sent, and the button of one item: `keep_in`, `leave_out` or `set_free`."""
        given = data.copy()
        kept, left = _listed(data.get("include", "")), _listed(data.get("exclude", ""))
        for name, key in ((name, data.get(name)) for name in ("keep_in", "leave_out", "set_free")):
            if not isinstance(key, str) or not key:
                continue
            kept, left = [one for one in kept if one != key], [one for one in left if one != key]
            kept += [key] if name == "keep_in" else []
            left += [key] if name == "leave_out" else []
        given["include"], given["exclude"] = ", ".join(kept), ", ".join(left)
        return cls(given)

    @property
    def team_fields(self) -> list[forms.BoundField]:
        """Give the fields of the teams."""
        return [self[f"team_{team.pk}"] for team in self.teams]

    def asked(self) -> Asked:
        """Give what is asked, once the form is valid."""
        given = self.cleaned_data
        days = {str(team.pk): given[f"team_{team.pk}"] for team in self.teams}
        return Asked(
            counts=given["counts"],
            teams={key: float(amount) for key, amount in days.items() if amount is not None},
            include=given["include"],
            exclude=given["exclude"],
            keeps_started=given["keeps_started"],
        )


class TitleForm(forms.ModelForm[Scenario]):
    """The name that a scenario is kept under."""

    class Meta:
        model = Scenario
        fields = ("title",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True


class CompareForm(forms.Form):
    """Two scenarios to put side by side."""

    before = forms.ModelChoiceField(label=gettext_lazy("First scenario"), queryset=Scenario.objects.none())
    after = forms.ModelChoiceField(label=gettext_lazy("To"), queryset=Scenario.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [self.data.get(name, "") for name in ("before", "after")]
        keys = [int(key) for key in asked if key.isdecimal() and len(key) < 19]  # one that nobody keeps has its address
        rows = Scenario.objects.filter(removed_at=None).filter(~Q(title="") | Q(pk__in=keys))
        for name in ("before", "after"):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = _named  # type: ignore[attr-defined]


def _named(row: Scenario) -> str:
    return row.title or _("%(days)s person-days, not kept") % {"days": localize(row.capacity.normalize())}


def _listed(text: str) -> list[str]:
    return [word.strip() for word in _BETWEEN.split(text) if word.strip()]
