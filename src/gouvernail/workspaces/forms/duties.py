"""What people write about duties: words, letters, an answer, a reason."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.choices.words import Letter
from gouvernail.workspaces.models import DataObject, Duty, SetAside

_TOO_LONG = 19  # digits: what a key of the database may have


class DutyForm(forms.ModelForm[Duty]):
    """What a duty is; who holds it is read by `letters_from`."""

    data_object: forms.ModelChoiceField[DataObject] = forms.ModelChoiceField(
        label=_("Data object"),
        queryset=None,
        empty_label="—",
        required=False,
        help_text=_("Only for a duty about one kind of data."),
    )

    class Meta:
        model = Duty
        fields = ("label", "description", "data_object")
        help_texts: ClassVar = {
            "label": _("Begin with a verb: “Arbitrate priorities”."),
            "description": _("Two lines that everybody understands."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = DataObject.objects.filter(is_active=True)
        if self.instance.data_object_id is None and not offered.exists():
            del self.fields["data_object"]
            return
        known = DataObject.objects.filter(pk=self.instance.data_object_id or 0)
        self.fields["data_object"].queryset = offered | known  # type: ignore[attr-defined]


class MandateForm(forms.Form):
    """The answer to the question of R11."""

    may_refuse = forms.TypedChoiceField(
        label=_("May this person refuse a request of any team?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class SetAsideForm(forms.ModelForm[SetAside]):
    """Why a finding is not looked at, and until when."""

    class Meta:
        model = SetAside
        fields = ("reason", "returns_on")
        widgets: ClassVar = {
            "reason": forms.Textarea(attrs={"rows": 3}),
            "returns_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts: ClassVar = {
            "reason": _("Kept in the trail: who reads it in six months should understand."),
            "returns_on": _("The finding comes back that day, unless it is mended before. A year at most."),
        }

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"returns_on": today + timedelta(days=30)})
        super().__init__(*args, **kwargs)


def letters_from(data: QueryDict) -> dict[int, frozenset[str]]:
    """Read the letters of each member that the form showed: `member` names them, `letters-12` has their letters."""
    keys = [int(key) for key in data.getlist("member") if key.isdecimal() and len(key) < _TOO_LONG]
    known = set(Letter.values)
    return {key: frozenset(data.getlist(f"letters-{key}")) & known for key in keys}


def version_from(data: QueryDict) -> int:
    """Read which version of a duty the form showed; a forged one matches none."""
    given = data.get("version", "")
    return int(given) if given.isdecimal() and len(given) < _TOO_LONG else 0


def kept_from(data: QueryDict) -> tuple[dict[str, str], dict[int, frozenset[str]]]:
    """Read what the reader keeps of their own version of a duty: fields, and letters by member."""
    mine = {name.removeprefix("keep-"): value for name, value in data.items() if name.startswith("keep-")}
    fields: dict[str, str] = {}
    letters: dict[int, frozenset[str]] = {}
    for key, choice in mine.items():
        value, member = str(data.get(f"mine-{key}", "")).replace("\x00", ""), key.removeprefix("letters-")
        if choice != "mine":
            continue
        if key.startswith("letters-") and member.isdecimal() and len(member) < _TOO_LONG:
            letters[int(member)] = frozenset(value) & set(Letter.values)
        elif key in DutyForm.Meta.fields:
            fields[key] = value
    return fields, letters
