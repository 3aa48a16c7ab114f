"""Choose somebody among thousands: by what they are called, without a list of everybody in the page.

Works without JavaScript: a name that several people have is answered with those people, one of whom is then chosen.
With it, the names that fit are offered while one types.
"""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.people import called, named

OFFERED = 8
_LONGEST = 200
_KEY = re.compile(r"@(\d{1,18})\Z")  # a person chosen in the list, or named by the address of the page


class MemberInput(forms.TextInput):
    """A text, and the people of that name once there are several."""

    template_name = "workspaces/widgets/member.html"
    candidates: tuple[Member, ...] = ()
    asked = ""
    search_url = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what is offered."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "candidates": [(f"@{one.pk}", one) for one in self.candidates],
            "asked": self.asked,
            "search_url": self.search_url,
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002  # Django's signature
        """Take the person chosen in the list, unless another name was typed since."""
        typed, chosen = data.get(name) or "", data.get(f"{name}_chosen")
        return chosen if chosen and data.get(f"{name}_asked") == typed else typed


class MemberField(forms.Field):
    """Somebody of the scope's workspace, as a `Member`; nobody where it is not required and left empty."""

    widget = MemberInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.people: QuerySet[Member]

    def offer(self, people: QuerySet[Member], search_url: str) -> None:
        """Say among whom, and where names are looked for while one types."""
        self.people = people.select_related("user", "team")
        self._input.search_url = search_url

    def prepare_value(self, value: Any) -> Any:
        """Write a person as they can be found again."""
        found = _KEY.match(f"@{value}" if isinstance(value, int) else str(value or ""))
        if found:
            value = self.people.filter(pk=int(found[1])).first()
        return named(value) if isinstance(value, Member) else value

    def to_python(self, value: Any) -> Member | None:
        """Find who is meant.

        Raises
        ------
        ValidationError
            Nobody is called so, or several people are: they are then offered below the field.
        """
        typed = str(value or "").replace("\x00", "").strip()[:_LONGEST]
        if not typed:
            return None
        key = _KEY.match(typed)
        found = list(self.people.filter(pk=int(key[1])) if key else called(typed, self.people)[: OFFERED + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("Nobody here is called so. Type a part of their name, or their address."))
        self._input.candidates, self._input.asked = tuple(found[:OFFERED]), typed
        if len(found) > OFFERED:
            raise ValidationError(_("Many people are called so: choose one, or type more of their name."))
        raise ValidationError(_("Several people are called so: choose one."))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what would be shown."""
        return str(self.prepare_value(initial) or "") != str(data or "")

    @property
    def _input(self) -> MemberInput:
        return cast("MemberInput", self.widget)
