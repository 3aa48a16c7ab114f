"""What the words of an export become in the backlog."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.choices.requests import RequestState
from gouvernail.connectors.choices import LEFT_OUT, BacklogKind
from gouvernail.connectors.models import BacklogImport
from gouvernail.connectors.selectors.backlog_plan import people_said
from gouvernail.connectors.selectors.backlog_rows import STATES, said
from gouvernail.connectors.selectors.fields import state_choices
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.forms.member_field import MemberField
from gouvernail.workspaces.models import Member

_TEAM = 80  # the longest name of a team
PEOPLE = 40  # names that can be matched, the most frequent first
_OF_REQUESTS = (RequestState.RECEIVED, RequestState.IN_REVIEW, RequestState.ACCEPTED, RequestState.DECLINED)


class BacklogImportForm(forms.Form):
    """States, objectives, people, teams to make, links, and what to do of rows that are there already.

    `search` is the address that offers names while one types.
    """

    objective = forms.ChoiceField(label=gettext_lazy("Objective of the rows that name none"), required=False)
    updates = forms.BooleanField(
        label=gettext_lazy("Bring up to date the rows that changed in the other tool and that nobody touched here"),
        required=False,
    )
    same_keys = forms.BooleanField(
        label=gettext_lazy("The same key is the same row, whichever tool or spreadsheet it was imported from"),
        required=False,
    )

    def __init__(
        self, found: BacklogImport, data: Any = None, *, may_make_teams: bool = False, search: str = ""
    ) -> None:
        self.plan, self._options, self._kind = found.plan, found.options, found.kind
        options = found.options
        initial = {
            "objective": str(options.get("objective") or ""),
            "updates": bool(options.get("updates")),
            "same_keys": bool(options.get("same_keys")),
        }
        super().__init__(data, initial=initial, prefix="into")
        self._objectives = [(str(one.pk), one.label) for one in Objective.objects.filter(is_active=True)]
        none = _("None: off the compass") if found.kind == BacklogKind.ITEMS else _("None")
        self._choices = [("", none), *self._objectives]
        self.fields["objective"].choices = self._choices  # type: ignore[attr-defined]
        self._add_words(may_make_teams=may_make_teams)
        self._add_people(search)
        if self.plan.get("links", {}).get("of_parts"):
            label = _("What stands under another row comes before it: the whole waits for its parts")
            self.fields["parts"] = forms.BooleanField(label=label, required=False, initial=options.get("parts", True))

    def _add_words(self, *, may_make_teams: bool) -> None:
        names = {**dict(state_choices()), "none": _("No state")}
        chosen = self._options.get("states", {})
        for number, (word, count) in enumerate(self.plan.get("states", [])):
            initial = chosen.get(word) or STATES[self._kind][word]
            label = f"{names.get(word, word)} ({count})"
            self.fields[f"state-{number}"] = forms.ChoiceField(label=label, choices=self._targets(), initial=initial)
        for number, (word, count, key) in enumerate(self.plan.get("objectives", [])):
            self.fields[f"objective-{number}"] = forms.ChoiceField(
                label=f"{word} ({count})", choices=self._choices, initial=str(key or ""), required=False
            )
        ticked = {said(word) for word in self._options.get("teams", [])}
        for number, (word, count, key) in enumerate(self.plan.get("teams", [])):
            if not key and may_make_teams and len(word) <= _TEAM:
                self.fields[f"team-{number}"] = forms.BooleanField(
                    label=f"{word} ({count})", required=False, initial=said(word) in ticked
                )

    def _add_people(self, search: str) -> None:
        for number, (word, count, chosen) in enumerate(people_said(self.plan)[:PEOPLE]):
            field = MemberField(label=f"{word} ({count})", required=False, initial=chosen)
            field.offer(Member.objects.filter(is_active=True), f"{search}?as={self.add_prefix(f'person-{number}')}")
            self.fields[f"person-{number}"] = field

    def _targets(self) -> list[tuple[str, str]]:
        states: Any = ItemState if self._kind == BacklogKind.ITEMS else _OF_REQUESTS
        return [*((state.value, state.label) for state in states), (LEFT_OUT, _("Left out"))]

    def named(self, begins: str) -> list[Any]:
        """Give the fields of one part, in order."""
        return [self[name] for name in self.fields if name.startswith(f"{begins}-")]

    @property
    def states(self) -> list[Any]:
        """Give the fields of the states."""
        return self.named("state")

    @property
    def objectives(self) -> list[Any]:
        """Give the fields of the words that name objectives."""
        return self.named("objective")

    @property
    def people(self) -> list[Any]:
        """Give the fields of the names that nobody has here."""
        return self.named("person")

    @property
    def teams(self) -> list[Any]:
        """Give the fields of the teams that can be made."""
        return self.named("team")

    @property
    def parts_asked(self) -> Any:
        """Give the field of what stands under what; None where nothing does."""
        return self["parts"] if "parts" in self.fields else None

    @property
    def unknown_teams(self) -> list[str]:
        """Give the words that name no team."""
        return [word for word, _count, key in self.plan.get("teams", []) if not key]

    def options(self) -> dict[str, Any]:
        """Give what was chosen, as `BacklogImport.options` holds it."""
        given = self.cleaned_data
        objectives = enumerate(self.plan.get("objectives", []))
        return {
            "states": {word: given[f"state-{n}"] for n, (word, _count) in enumerate(self.plan.get("states", []))},
            "objectives": {word: _key(given[f"objective-{n}"]) for n, (word, _count, _found) in objectives},
            "objective": _key(given["objective"]),
            "teams": [
                word for n, (word, _count, _found) in enumerate(self.plan.get("teams", [])) if given.get(f"team-{n}")
            ],
            "people": {
                word: given[f"person-{n}"].pk
                for n, (word, _count, _found) in enumerate(people_said(self.plan))
                if given.get(f"person-{n}")
            },
            "parts": given.get("parts", True),
            "updates": given["updates"],
            "same_keys": given["same_keys"],
        }


def _key(text: str) -> int | None:
    return int(text) if text else None
