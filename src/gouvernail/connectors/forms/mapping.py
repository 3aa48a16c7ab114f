"""Correct what was understood of an import: a select a column, a select a word of state."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.bridge.decisions import Decisions
from gouvernail.connectors.choices import IGNORE
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.selectors.fields import field_choices, role_choices, state_choices

COLUMNS = 700  # Django refuses a form of more than a thousand fields


@dataclass(frozen=True)
class Column:
    """One line of the form."""

    header: str
    samples: list[str]
    field: Any
    is_taken: bool


@dataclass(frozen=True)
class Part:
    """One table of the form."""

    names: list[str]
    rows: int
    role: Any
    order: Any
    columns: list[Column]

    @property
    def taken(self) -> int:
        """Count the columns that are used."""
        return sum(column.is_taken for column in self.columns)


class MappingForm(forms.Form):
    """Columns, words of state, order of priorities, people who build, days of dated copies."""

    priorities = forms.CharField(
        label=gettext_lazy("Priorities, the most pressing first, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )
    builders = forms.CharField(
        label=gettext_lazy("People who build, one a line"),
        help_text=gettext_lazy("As the files write their names. Those who own an item are counted already."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=8000,
    )

    def __init__(self, run: ImportRun, data: Any = None) -> None:
        self.run, self.seen = run, run.seen
        self._said: Decisions = run.decisions
        initial = {
            "priorities": "\n".join(self._said.get("priorities") or self.seen.get("priorities", [])),
            "builders": "\n".join(self._said.get("builders", [])),
        }
        super().__init__(data, initial=initial, prefix="map")
        left = COLUMNS
        for table in self.seen.get("tables", []):
            left = self._add_table(table, left)
        for number, (word, state, _count) in enumerate(self.seen.get("statuses", [])):
            choices = state_choices() if state else [("", _("Not known")), *state_choices()]
            self.fields[f"state-{number}"] = _choice(choices, state, word)
        self._add_days()

    def _add_table(self, table: dict[str, Any], left: int) -> int:
        signature, role = table["signature"], table["role"]
        order = self._said.get("tables", {}).get(signature, {}).get("order", "")
        orders = [
            ("", _("As guessed")),
            ("day_first", _("Day first (31/12)")),
            ("month_first", _("Month first (12/31)")),
        ]
        self.fields[f"{signature}-role"] = _choice(role_choices(self.seen), role, _("What this file holds"))
        self.fields[f"{signature}-order"] = _choice(orders, order, _("Dates such as 03/04/2025"))
        for number, column in enumerate(table["columns"][:left]):
            choices = field_choices(self.seen, role, present=column["field"])
            self.fields[f"{signature}-{number}"] = _choice(choices, self._now(signature, column), column["header"])
        return max(0, left - len(table["columns"]))

    def _now(self, signature: str, column: dict[str, Any]) -> str:
        said = self._said.get("tables", {}).get(signature, {}).get("columns", {})
        return str(said.get(column["header"]) or column["field"] or IGNORE)

    def _add_days(self) -> None:
        days = self._said.get("dates", {})
        names = [upload.name for upload in self.run.uploads.all()]
        self._names = names if len(names) > 1 else []
        for number, name in enumerate(self._names):
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields[f"day-{number}"] = forms.DateField(
                label=name, required=False, widget=widget, initial=days.get(name), input_formats=["%Y-%m-%d"]
            )

    @property
    def parts(self) -> list[Part]:
        """Give the tables, ready to be laid out."""
        return [self._part(table) for table in self.seen.get("tables", [])]

    def _part(self, table: dict[str, Any]) -> Part:
        signature = table["signature"]
        columns = [
            Column(column["header"], column["samples"], self[name], self._now(signature, column) != IGNORE)
            for number, column in enumerate(table["columns"])
            if (name := f"{signature}-{number}") in self.fields
        ]
        return Part(table["names"], table["rows"], self[f"{signature}-role"], self[f"{signature}-order"], columns)

    @property
    def states(self) -> list[tuple[str, int, Any]]:
        """Give the words of state: the word, how many items have it, its select."""
        return [(word, count, self[f"state-{n}"]) for n, (word, _, count) in enumerate(self.seen.get("statuses", []))]

    @property
    def unknown_words(self) -> int:
        """Count the words that nobody knows the state of."""
        return sum(not state for _word, state, _count in self.seen.get("statuses", []))

    @property
    def days(self) -> list[Any]:
        """Give the day of each file."""
        return [self[f"day-{number}"] for number in range(len(self._names))]

    def clean(self) -> dict[str, Any]:
        """Want a day for every file or for none."""
        given = [self.cleaned_data.get(f"day-{number}") for number in range(len(self._names))]
        if any(given) and not all(given):
            raise forms.ValidationError(
                _("Give the day of every file, or of none: copies are compared in their order.")
            )
        return self.cleaned_data

    def decisions(self) -> Decisions:
        """Give what differs from what was understood: the rest goes on being guessed."""
        said: Decisions = {"tables": {}}
        for table in self.seen.get("tables", []):
            if own := self._decided(table):
                said["tables"][table["signature"]] = own
        said["states"] = {
            word: new
            for number, (word, state, _count) in enumerate(self.seen.get("statuses", []))
            if (new := self.cleaned_data.get(f"state-{number}")) and new != state
        }
        for name in ("priorities", "builders"):
            lines = [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
            if name in self.changed_data:
                said[name] = lines
        days = {name: self.cleaned_data.get(f"day-{number}") for number, name in enumerate(self._names)}
        if any(name.startswith("day-") for name in self.changed_data):
            said["dates"] = {name: day.isoformat() if day else "" for name, day in days.items()}
        return said

    def _decided(self, table: dict[str, Any]) -> dict[str, Any]:
        signature = table["signature"]
        own: dict[str, Any] = {}
        role = self.cleaned_data.get(f"{signature}-role")
        if role and role != table["role"]:
            return {"role": role}  # its columns mean something else: they are guessed again
        columns = {
            column["header"]: new
            for number, column in enumerate(table["columns"])
            if (new := self.cleaned_data.get(f"{signature}-{number}")) and new != self._now(signature, column)
        }
        if columns:
            own["columns"] = columns
        if f"{signature}-order" in self.changed_data:
            own["order"] = self.cleaned_data[f"{signature}-order"]
        return own


def _choice(choices: list[tuple[str, str]], initial: str, label: str) -> forms.ChoiceField:
    widget = forms.Select(attrs={"aria-label": label})
    return forms.ChoiceField(label=label, choices=choices, initial=initial, required=False, widget=widget)
