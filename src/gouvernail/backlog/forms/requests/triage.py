"""What somebody who sorts requests says of one, or of several."""

import re
from datetime import date, timedelta
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.backlog.forms.items.parts import NumberedField
from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.services.requests.merge import request_merge
from gouvernail.backlog.services.requests.states import (
    Into,
    request_accept,
    request_decline,
    request_defer,
    request_review,
)
from gouvernail.backlog.services.requests.triage_many import Act, accepted_each
from gouvernail.strategy.models import Objective

_REASON_MOST = 2000
_WEEK, _QUARTER = timedelta(days=7), timedelta(days=91)  # [choice] what is offered first
_KEY = re.compile(r"(?:[a-z]+\s*-?\s*)?\d{1,9}\b", re.IGNORECASE)


def _reason(*, required: bool) -> forms.CharField:
    begins = {"autofocus": True} if required else {}  # what else is asked has an answer already
    return forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=_REASON_MOST,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3, **begins}),
        help_text=gettext_lazy("Everybody who has this need reads it, in your words."),
        error_messages={"required": gettext_lazy("Say why: everybody who has this need will read it.")},
    )


def _day(**kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=gettext_lazy("Until"), widget=widget, **kwargs)


class AnswerForm(forms.Form):
    """What every answer has: the version that was read. A forged one matches none."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, row: Request, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = self.begun(row, today) | {"version": row.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def begun(self, row: Request, today: date) -> dict[str, Any]:  # noqa: ARG002  # the same call for every form
        """Give what the form begins with."""
        return {}


class AcceptForm(AnswerForm):
    """The items that answer a request."""

    titles = forms.CharField(
        label=gettext_lazy("New items, one a line"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("They begin with the words of the request."),
    )
    objective: "forms.ModelChoiceField[Objective]" = forms.ModelChoiceField(
        label=gettext_lazy("Objective that they serve"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("None yet: off the compass"),
    )
    items = forms.CharField(
        label=gettext_lazy("Items that are there"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "CRM-7, CRM-12", "autocomplete": "off"}),
    )
    reason = _reason(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].queryset = Objective.objects.filter(is_active=True)  # type: ignore[attr-defined]

    def begun(self, row: Request, today: date) -> dict[str, Any]:  # noqa: ARG002
        """Begin with one item that has the title of the request, and serves its objective."""
        return {"titles": row.title, "objective": row.objective_id}

    def clean_items(self) -> list[Item]:
        """Find the items by their keys."""
        return items_named(self.cleaned_data["items"])

    def answer(self) -> dict[str, Any]:
        """Give what the service takes; call on a valid form."""
        found = self.cleaned_data
        into = Into(titles=found["titles"].splitlines(), objective=found["objective"], items=found["items"])
        return {"into": into, "reason": found["reason"]}


class MergeForm(AnswerForm):
    """The request that goes on."""

    target = NumberedField(
        Request,
        label=gettext_lazy("Goes on as"),
        widget=forms.TextInput(attrs={"placeholder": "D-12", "autocomplete": "off"}),
        help_text=gettext_lazy("Its texts and voices stay, shown there; they can be separated at any time."),
    )
    reason = _reason(required=False)

    def answer(self) -> dict[str, Any]:
        """Give what the service takes."""
        return {name: self.cleaned_data[name] for name in ("target", "reason")}


class DeferForm(AnswerForm):
    """Until when, and why."""

    until = _day(help_text=gettext_lazy("It comes back to the triage that day."))
    reason = _reason(required=True)

    def begun(self, row: Request, today: date) -> dict[str, Any]:  # noqa: ARG002
        """Offer the next quarter."""
        return {"until": today + _QUARTER}

    def answer(self) -> dict[str, Any]:
        """Give what the service takes."""
        return {name: self.cleaned_data[name] for name in ("until", "reason")}


class SnoozeForm(AnswerForm):
    """Until when it stays out of the triage."""

    until = _day(help_text=gettext_lazy("Nobody is told: nothing is answered."))

    def begun(self, row: Request, today: date) -> dict[str, Any]:  # noqa: ARG002
        """Offer the next week."""
        return {"until": today + _WEEK}

    def answer(self) -> dict[str, Any]:
        """Give what the service takes."""
        return {"until": self.cleaned_data["until"]}


class WhyForm(AnswerForm):
    """A reason without which nothing is answered."""

    reason = _reason(required=True)

    def answer(self) -> dict[str, Any]:
        """Give what the service takes."""
        return {"reason": self.cleaned_data["reason"]}


class PlainForm(AnswerForm):
    """A word of reason, or none."""

    reason = _reason(required=False)

    def answer(self) -> dict[str, Any]:
        """Give what the service takes."""
        return {"reason": self.cleaned_data["reason"]}


class ManyForm(forms.Form):
    """The same answer for several requests."""

    act = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            ("review", gettext_lazy("Look at them")),
            ("accept", gettext_lazy("Accept: each its own item, or into one that is there")),
            ("merge", gettext_lazy("Merge into another request")),
            ("defer", gettext_lazy("Defer")),
            ("decline", gettext_lazy("Decline")),
            ("snooze", gettext_lazy("Put aside, without an answer")),
        ],
    )
    reason = _reason(required=False)
    until = _day(required=False, help_text=gettext_lazy("To defer, or to put aside."))
    target = NumberedField(
        Request,
        label=gettext_lazy("Goes on as"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "D-12", "autocomplete": "off"}),
        help_text=gettext_lazy("To merge."),
    )
    items = forms.CharField(
        label=gettext_lazy("Items that are there"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "CRM-7", "autocomplete": "off"}),
        help_text=gettext_lazy("To accept; none: each has its own."),
    )

    def clean_items(self) -> list[Item]:
        """Find the items by their keys."""
        return items_named(self.cleaned_data["items"])

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen answer needs."""
        super().clean()
        act = self.cleaned_data.get("act")
        until = [] if self.cleaned_data.get("until") else [("until", _("Say until when."))]
        lacks = {
            "defer": until,
            "snooze": until,
            "merge": [("target", _("Name the request that goes on."))] if not self.cleaned_data.get("target") else [],
        }.get(act or "", [])
        if act in {"defer", "decline"} and not self.cleaned_data.get("reason", "").strip():
            lacks.append(("reason", _("Say why: everybody who has this need will read it.")))
        for name, text in lacks:
            if name not in self.errors:
                self.add_error(name, text)
        return self.cleaned_data

    @property
    def is_aside(self) -> bool:
        """Tell whether the requests are put aside, which answers nothing; read on a valid form."""
        return bool(self.cleaned_data["act"] == "snooze")

    def answer(self) -> Act:
        """Give the service of one request, with what it takes; call on a valid form."""
        found = self.cleaned_data
        reason = found["reason"]
        match found["act"]:
            case "accept" if found["items"]:
                return partial(request_accept, into=Into(items=found["items"]), reason=reason)
            case "accept":
                return partial(accepted_each, reason=reason)
            case "merge":
                return partial(request_merge, target=found["target"], reason=reason)
            case "defer":
                return partial(request_defer, until=found["until"], reason=reason)
            case "decline":
                return partial(request_decline, reason=reason)
            case _:
                return partial(request_review, reason=reason)


def items_named(text: str) -> list[Item]:
    """Find items by their keys, one after the other: `CRM-7, crm 12`.

    Raises
    ------
    ValidationError
        Where there is none of that name.
    """
    rest = _KEY.sub("", text).strip(" \t,;")
    if rest:
        raise forms.ValidationError(_("Nothing here is called “%(text)s”.") % {"text": rest})
    field = NumberedField(Item)
    return [field.clean(part) for part in _KEY.findall(text)]  # type: ignore[misc]  # it found each, or said so


def picked(values: list[str]) -> dict[Request, int]:
    """Read the requests that were ticked, with the version that was shown: `12:3`."""
    pairs = [value.split(":") for value in values if re.fullmatch(r"\d{1,18}:\d{1,9}", value, re.ASCII)]
    versions = {int(key): int(version) for key, version in pairs}
    return {row: versions[row.pk] for row in Request.objects.filter(pk__in=versions, removed_at=None)}
