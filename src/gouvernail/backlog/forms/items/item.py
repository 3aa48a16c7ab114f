"""What an item is, what it serves and who it concerns."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.requests import Level
from gouvernail.backlog.models import Item, Request
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.forms.member_field import MemberField
from gouvernail.workspaces.models import DataObject, Member, Team

_LONGEST_KEY = 19  # digits: what a key of the database may have


class ItemForm(forms.Form):
    """One item. What it pointed to and was archived since stays offered, so that nothing goes by itself.

    `search` is the address that offers names while one types that of who carries it.
    """

    title = forms.CharField(label=_("Title"), max_length=140, help_text=_("What will be different, in a few words."))
    objective: "forms.ModelChoiceField[Objective]" = forms.ModelChoiceField(
        label=_("Objective"),
        queryset=None,
        required=False,
        empty_label=_("None yet: it waits off the compass"),
        help_text=_("The one that it serves first. Without it, the item is listed and never ranked."),
    )
    also_serves: "forms.ModelMultipleChoiceField[Objective]" = forms.ModelMultipleChoiceField(
        label=_("Also serves"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("What it is"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For whom, in which situation, and what is good enough to begin with."),
    )
    owner = MemberField(
        label=_("Who carries it"), required=False, help_text=_("A part of their name is enough. Empty: nobody yet.")
    )
    data_object: "forms.ModelChoiceField[DataObject]" = forms.ModelChoiceField(
        label=_("Data object"),
        queryset=None,
        required=False,
        empty_label="—",
        help_text=_("Its Data Owner is heard before the build."),
    )
    teams: "forms.ModelMultipleChoiceField[Team]" = forms.ModelMultipleChoiceField(
        label=_("Teams concerned"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    claimed_urgency = forms.TypedChoiceField(
        label=_("Claimed urgency"),
        choices=[("", "—"), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("From 0 to 5, as it is said. What proves it is asked beside, and shown beside."),
    )
    claimed_by: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label=_("Claimed by"), queryset=None, required=False, empty_label="—"
    )

    def __init__(self, *args: Any, search: str, item: Item | None = None, **kwargs: Any) -> None:
        if item is not None:
            many = {"also_serves": list(item.also_serves.all()), "teams": list(item.teams.all())}
            plain = [name for name in self.base_fields if name not in many]
            kwargs["initial"] = {name: getattr(item, name) for name in plain} | many
        super().__init__(*args, **kwargs)
        held = item or Item()
        objectives, teams = Objective.objects.filter(is_active=True), Team.objects.filter(is_active=True)
        also = Objective.objects.filter(also_served_by=item) if item else Objective.objects.none()
        concerned = Team.objects.filter(pk__in=item.teams.values("pk")) if item else Team.objects.none()
        self._offer("objective", objectives | Objective.objects.filter(pk=held.objective_id or 0))
        self._offer("also_serves", (objectives | Objective.objects.filter(pk__in=also.values("pk"))))
        here = Member.objects.filter(Q(is_active=True) | Q(pk=held.owner_id or 0))
        self.fields["owner"].offer(here, search)  # type: ignore[attr-defined]  # a `MemberField`
        known = DataObject.objects.filter(pk=held.data_object_id or 0)
        self._offer("data_object", DataObject.objects.filter(is_active=True) | known)
        self._offer("teams", teams | concerned)
        self._offer("claimed_by", teams | Team.objects.filter(pk=held.claimed_by_id or 0))

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # only fields that choose rows come here


class NewItemForm(ItemForm):
    """An item, and the requests that it answers."""

    requests: "forms.ModelMultipleChoiceField[Request]" = forms.ModelMultipleChoiceField(
        queryset=None, required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("requests", Request.objects.filter(removed_at=None, merged_into=None))


def version_from(data: QueryDict) -> int:
    """Read which version of an item the form showed; a forged one matches none."""
    return key_from(data.get("version"))


def key_from(text: object) -> int:
    """Read a number of the database; 0 where it is none."""
    given = str(text or "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < _LONGEST_KEY else 0
