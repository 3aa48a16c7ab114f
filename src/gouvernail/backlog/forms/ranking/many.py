"""Change the objective, the owner or the state of one item, or of many."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.models import Item
from gouvernail.backlog.services.ranking.many import KEPT
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member

_NOBODY = "none"


class ManyForm(forms.Form):
    """What is left alone stays as it is."""

    objective = forms.ChoiceField(label=_("Objective"), required=False)
    owner = forms.ChoiceField(label=_("Who carries it"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Those who asked read it when an item is dropped."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "many_%s")  # the filter of the same page has fields of the same names
        super().__init__(*args, **kwargs)
        kept = ("", _("Leave as it is"))
        self._objectives = {str(one.pk): one for one in Objective.objects.filter(is_active=True)}
        members = Member.objects.filter(is_active=True).select_related("user").order_by("user__name")
        self._members = {str(one.pk): one for one in members}
        objectives = [(key, one.label) for key, one in self._objectives.items()]
        people = [(key, str(one)) for key, one in self._members.items()]
        self._choose("objective", [kept, (_NOBODY, _("Off the compass")), *objectives])
        self._choose("owner", [kept, (_NOBODY, _("Nobody")), *people])
        self._choose("state", [kept, *ItemState.choices])

    @classmethod
    def of(cls, item: Item) -> "ManyForm":
        """Give the form of one item, filled with what it has."""
        is_offered = item.objective is not None and item.objective.is_active
        objective = item.objective_id if is_offered else "" if item.objective_id else _NOBODY
        held = {"objective": objective, "owner": item.owner_id or _NOBODY, "state": item.state}
        return cls(initial=held, auto_id=f"id_{item.pk}_%s")

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # tells the types what stands above
        field.choices = choices

    def changes(self) -> dict[str, Any]:
        """Give what `items_change` takes; call on a valid form."""
        found = self.cleaned_data
        return {
            "objective": _meant(found["objective"], self._objectives),
            "owner": _meant(found["owner"], self._members),
            "state": found["state"],
            "reason": found["reason"],
        }

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked for."""
        return not any(self.cleaned_data.get(name) for name in ("objective", "owner", "state"))


def keys_from(values: list[str]) -> list[int]:
    """Read the keys that an address or a form gives; what is no key is left out."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19]


def before_from(data: QueryDict) -> dict[Item, dict[str, Any]]:
    """Read what an undo gives back: `was=objective:12:3`, nothing after the second colon for nothing."""
    rows = [text.split(":") for text in data.getlist("was") if text.count(":") == 2]  # field, item, value
    items = Item.objects.filter(removed_at=None).in_bulk(keys_from([item for _name, item, _value in rows]))
    objectives = Objective.objects.in_bulk(keys_from([value for name, _item, value in rows if name == "objective"]))
    members = Member.objects.in_bulk(keys_from([value for name, _item, value in rows if name == "owner"]))
    found: dict[Item, dict[str, Any]] = {}
    for name, key, value in rows:
        item = items.get(int(key)) if key.isdigit() else None
        if item is None:
            continue
        key_of = int(value) if value.isdigit() else 0
        if name == "state" and value in ItemState.values:
            found.setdefault(item, {})["state"] = value
        elif name == "objective":
            found.setdefault(item, {})[name] = objectives.get(key_of)
        elif name == "owner":
            found.setdefault(item, {})[name] = members.get(key_of)
    return found


def _meant(value: str, rows: dict[str, Any]) -> Any:
    return KEPT if not value else rows.get(value)
