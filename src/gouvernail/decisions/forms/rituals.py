"""What people write about rituals and meetings."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.decisions.choices.words import Presence, Rhythm, RitualKind
from gouvernail.decisions.models import Ritual
from gouvernail.decisions.models.ritual import MINUTES_LEAST, MINUTES_MOST
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member

_DAY_FORMAT = "%Y-%m-%d"
_INSTANT_FORMAT = "%Y-%m-%dT%H:%M"


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format=_DAY_FORMAT)


def _instant() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_INSTANT_FORMAT)


class RitualForm(forms.Form):
    """One ritual."""

    kind = forms.ChoiceField(label=_("What for"), choices=RitualKind.choices)
    label = forms.CharField(label=_("Name"), max_length=80)
    rhythm_days = forms.TypedChoiceField(label=_("Rhythm"), choices=Rhythm.choices, coerce=int)
    first_at = forms.DateTimeField(
        label=_("First meeting"), widget=_instant(), help_text=_("The next ones follow at the same hour.")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=MINUTES_LEAST, max_value=MINUTES_MOST, initial=40)
    place = forms.CharField(label=_("Place or link"), max_length=200, required=False)
    owner = forms.ModelChoiceField(Member.objects.none(), label=_("Led by"))
    expected_roles = forms.MultipleChoiceField(
        label=_("Expected roles"),
        choices=RoleKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever holds one of these roles on the day is expected, and sees the meeting in their calendar."),
    )

    def __init__(self, *args: Any, ritual: Ritual | None = None, **kwargs: Any) -> None:
        if ritual is not None:
            kwargs["initial"] = {name: getattr(ritual, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101  # tells the types what stands above
        owner.queryset = Member.objects.select_related("user").filter(is_active=True)


class HoldForm(forms.Form):
    """A meeting was held: when, and who was there."""

    held_on = forms.DateField(label=_("Held on"), widget=_day())

    def __init__(self, *args: Any, people: list[Member], presences: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"presence_{member.pk}": member for member in people}
        for name, member in self.people.items():
            self.fields[name] = forms.ChoiceField(
                label=str(member),
                choices=Presence.choices,
                initial=presences.get(member.pk, Presence.PRESENT),
                widget=forms.RadioSelect,
            )

    def presences(self) -> dict[Member, str]:
        """Give what was said of each."""
        return {member: self.cleaned_data[name] for name, member in self.people.items()}


class SkipForm(forms.Form):
    """A meeting is not held: why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Those who were expected will read it, today and in a year.")
    )


class MoveForm(forms.Form):
    """A meeting is held at another time."""

    starts_at = forms.DateTimeField(label=_("New date and time"), widget=_instant())
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    @classmethod
    def of(cls, starts_at: datetime) -> "MoveForm":
        """Open the form on the time of today's plan."""
        return cls(initial={"starts_at": timezone.localtime(starts_at)})
