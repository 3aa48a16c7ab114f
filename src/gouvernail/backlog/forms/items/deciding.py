"""Decide on an item: a verdict, a reason, a review date, who was there, and what they said against it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.decisions.choices.decisions import HINTS, Stance, Verdict
from gouvernail.decisions.models import Decision
from gouvernail.decisions.services.drafts import REASON_MOST, WORDS_MOST, Draft, Room, Said
from gouvernail.workspaces.forms.member_field import MemberField
from gouvernail.workspaces.models import Member

ROWS = 3  # people who say something: more of them meet in a session
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DecideForm(forms.Form):
    """One decision outside a session; without script too."""

    verdict = forms.ChoiceField(label=gettext_lazy("Verdict"), choices=Verdict.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=REASON_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Those who asked read it today, others in a year. It cannot be edited. Speak of the subject, not of people."
        ),
    )
    review_on = forms.DateField(
        label=gettext_lazy("To be reviewed on"),
        widget=_DAY,
        required=False,
        help_text=gettext_lazy("Required for “later”. That day it comes back by itself to who decided."),
    )
    goes_back = forms.BooleanField(required=False)
    present = forms.MultipleChoiceField(
        label=gettext_lazy("Who was there with you"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, last: Decision | None, seated: Iterable[Member], search_url: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.last = last
        self.seated = {str(one.pk): one for one in seated}
        self.fields["present"].choices = [(key, str(one)) for key, one in self.seated.items()]  # type: ignore[attr-defined]
        if last is None:
            del self.fields["goes_back"]
        else:
            self.fields["goes_back"].label = _("This goes back on %(key)s: it should not have been decided so.") % {
                "key": last.key
            }
        for number in range(ROWS):
            who = MemberField(label=_("Who"), required=False)
            who.offer(Member.objects.filter(is_active=True), search_url)
            self.fields[f"who_{number}"] = who
            self.fields[f"stance_{number}"] = forms.ChoiceField(
                label=_("What they say"), choices=Stance.choices, required=False
            )
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("In their words"),
                max_length=WORDS_MOST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def verdicts(self) -> list[dict[str, str]]:
        """Give each verdict with what it means, and whether it is chosen."""
        chosen = self["verdict"].value()
        return [
            {"value": one.value, "label": str(one.label), "hint": str(HINTS[one]), "on": "1" if one == chosen else ""}
            for one in Verdict
        ]

    @property
    def says(self) -> list[list[forms.BoundField]]:
        """Give the fields of each person who says something."""
        return [[self[f"{name}_{number}"] for name in ("who", "stance", "words")] for number in range(ROWS)]

    @property
    def has_says(self) -> bool:
        """Tell whether somebody was written there already: the part then stands open."""
        return any(field.value() for row in self.says for field in (row[0], row[2]))

    def clean(self) -> dict[str, Any]:
        """Refuse words of nobody."""
        given = super().clean() or self.cleaned_data
        for number in range(ROWS):
            who = f"who_{number}"
            if given.get(f"words_{number}") and not given.get(who) and who not in self.errors:
                self.add_error(who, ValidationError(_("Say whose words these are.")))
        return given

    def draft(self) -> Draft:
        """Give what is about to be decided."""
        given = self.cleaned_data
        return Draft(
            verdict=given["verdict"],
            reason=given["reason"],
            review_on=given["review_on"],
            reverses=self.last if given.get("goes_back") else None,
            seen=given["seen"] or 0,
        )

    def room(self) -> Room:
        """Give who was there, and what they said."""
        given = self.cleaned_data
        return Room(
            present=[self.seated[key] for key in given["present"]],
            said=[
                Said(
                    member=given[f"who_{number}"],
                    stance=given[f"stance_{number}"] or Stance.DISSENT,
                    words=given[f"words_{number}"],
                )
                for number in range(ROWS)
                if given[f"who_{number}"]
            ],
        )
