"""Who takes what somebody leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.leaving import MUST_BE_TAKEN, Holdings
from gouvernail.workspaces.services.leaving import Handover


class HandoverForm(forms.Form):
    """One choice for each role and each letter; one choice for all of them saves time."""

    everything = forms.ChoiceField(
        label=_("Give everything to"),
        required=False,
        help_text=_("Serves for the lines below that are left empty."),
    )
    reason = forms.CharField(label=_("Why"), max_length=500, required=False, help_text=_("Kept in the trail."))

    def __init__(self, held: Holdings, takers: list[Member], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takers = {str(taker.pk): taker for taker in takers}
        people = [(key, str(taker)) for key, taker in self.takers.items()]
        self.fields["everything"].choices = [("", "—"), *people]  # type: ignore[attr-defined]
        self.role_fields = [f"role-{role.pk}" for role in held.roles]
        self.letter_fields = [f"letter-{letter.pk}" for letter in held.letters]
        for name, role in zip(self.role_fields, held.roles, strict=True):
            self.fields[name] = _choice(str(role), [("", _("Nobody: this role ends")), *people])
        is_all_given = bool(self.data.get("everything"))
        for name, letter in zip(self.letter_fields, held.letters, strict=True):
            label = f"{letter.duty} · {letter.get_letter_display()}"
            if letter.letter in MUST_BE_TAKEN:
                self.fields[name] = _choice(label, [("", _("Choose somebody")), *people], required=not is_all_given)
            else:
                self.fields[name] = _choice(label, [("", _("Nobody: this letter goes")), *people])

    def handover(self) -> Handover:
        """Give who takes what."""
        return Handover(roles=self._taken(self.role_fields), letters=self._taken(self.letter_fields))

    def _taken(self, names: list[str]) -> dict[int, Member]:
        chosen = {name: self.cleaned_data.get(name) or self.cleaned_data.get("everything", "") for name in names}
        return {int(name.partition("-")[2]): self.takers[key] for name, key in chosen.items() if key}

    @property
    def roles(self) -> list[forms.BoundField]:
        """The fields of the roles."""
        return [self[name] for name in self.role_fields]

    @property
    def letters(self) -> list[forms.BoundField]:
        """The fields of the letters in duties."""
        return [self[name] for name in self.letter_fields]


def _choice(label: str, choices: list[Any], *, required: bool = False) -> forms.ChoiceField:
    lacking = {"required": _("Choose who takes this: a duty must be somebody’s.")}
    return forms.ChoiceField(label=label, choices=choices, required=required, error_messages=lacking)
