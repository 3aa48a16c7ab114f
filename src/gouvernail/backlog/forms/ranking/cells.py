"""One cell of the table, changed where it stands."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from gouvernail.backlog.forms.items.parts import EffortForm
from gouvernail.backlog.models import Effort, Item
from gouvernail.backlog.services.items.efforts import days_said
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.forms.member_field import MemberField
from gouvernail.workspaces.models import Member, Team

_LONGEST = 140


class CellForm(forms.Form):
    """One field of an item, and what the reader saw there (`was`)."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, item: Item, name: str, data: Any = None, *, search: str = "") -> None:
        held = item.title if name == "title" else getattr(item, f"{name}_id")
        super().__init__(data, initial={"was": "" if held is None else held, name: held}, auto_id=f"cell_{item.pk}_%s")
        self.name = name
        field = {"title": _title, "objective": _objective, "owner": _owner}[name](item, search)
        self.fields[name] = field
        self.order_fields([name])

    @property
    def value(self) -> Any:
        """Give what the field becomes; call on a valid form."""
        return self.cleaned_data[self.name]

    @property
    def seen(self) -> Any:
        """Give what the reader saw, as `plain_of` writes it; what is no key matches none."""
        given = self.data.get("was", "")
        if self.name == "title":
            return given
        return (int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else -1) if given else None


class EffortCellForm(EffortForm):
    """What an item takes of one team: that which has a guess, or the one that is chosen."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, item: Item, held: Effort | None, data: Any = None) -> None:
        initial = {"team": held.team_id, "low": held.low, "high": held.high} if held else {}
        super().__init__(data, initial={**initial, "was": days_said(held)}, auto_id=f"cell_{item.pk}_%s")
        if held:  # its team may be archived: the guess must not go to another one unasked
            rows = Team.objects.filter(Q(is_active=True) | Q(pk=held.team_id)).order_by("-side", "name")
            self.fields["team"].queryset = rows  # type: ignore[attr-defined]
        for name, label in (("low", _("At least")), ("high", _("At most")), ("team", _("Team"))):
            self.fields[name].widget.attrs["aria-label"] = label
        self.fields["low"].widget.attrs["autofocus"] = True
        self.order_fields(["low", "high", "team"])


def _title(item: Item, _search: str) -> forms.Field:
    attrs = {"aria-label": _("Title of %(key)s") % {"key": item.key}, "autofocus": True, "dir": "auto"}
    return forms.CharField(max_length=_LONGEST, widget=forms.TextInput(attrs=attrs))


def _objective(item: Item, _search: str) -> forms.Field:
    attrs = {"aria-label": _("Objective of %(key)s") % {"key": item.key}, "autofocus": True}
    rows = Objective.objects.filter(Q(is_active=True) | Q(pk=item.objective_id or 0))
    return forms.ModelChoiceField(
        queryset=rows, required=False, empty_label=_("Off the compass"), widget=forms.Select(attrs=attrs)
    )


def _owner(item: Item, search: str) -> forms.Field:
    field = MemberField(required=False)
    field.widget.attrs |= {"aria-label": _("Who carries %(key)s") % {"key": item.key}, "autofocus": True}
    field.offer(Member.objects.filter(Q(is_active=True) | Q(pk=item.owner_id or 0)), search)
    return field
