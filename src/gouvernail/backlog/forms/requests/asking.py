"""What somebody needs: the need first, the rest as far as they know."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.requests import CLAIMED, Frequency
from gouvernail.backlog.models import Request
from gouvernail.backlog.models.request import PEOPLE_MOST
from gouvernail.backlog.services.attachments import files_check, too_large
from gouvernail.backlog.services.requests.fields import FIELDS, urgency_check
from gouvernail.strategy.models import Objective
from gouvernail.web.file_fields import FilesField
from gouvernail.workspaces.models import Member, Team

_CLAIMS = [("", _("I claim none")), *((int(level), words) for level, words in CLAIMED.items())]


class RequestForm(forms.Form):
    """One request. What it pointed to and was archived since stays offered, so that nothing goes by itself."""

    need = forms.CharField(
        label=_("What are you trying to do, and who needs it?"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "The need rather than the solution: “Before I call a customer, I want to see their open complaints”."
        ),
    )
    title = forms.CharField(
        label=_("In a few words"), max_length=140, help_text=_("What others will read in the list.")
    )
    people = forms.CharField(label=_("Who is concerned"), max_length=200, required=False)
    people_count = forms.IntegerField(label=_("How many people"), min_value=0, max_value=PEOPLE_MOST, required=False)
    frequency = forms.ChoiceField(
        label=_("How often"), choices=[("", _("I do not know")), *Frequency.choices], required=False
    )
    workaround = forms.CharField(
        label=_("How you manage today"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A file beside the CRM, a call, nothing at all?"),
    )
    effect = forms.CharField(
        label=_("What would change"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    claimed_urgency = forms.TypedChoiceField(
        label=_("How urgent it is, in your view"), choices=_CLAIMS, coerce=int, empty_value=None, required=False
    )
    urgency_reason = forms.CharField(
        label=_("Why this urgent"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What happens, when, and for whom if nothing changes. Needed from two months down."),
    )
    objective: "forms.ModelChoiceField[Objective]" = forms.ModelChoiceField(
        label=_("Which objective it serves"),
        queryset=None,
        required=False,
        empty_label=_("None of them, or I do not know"),
        widget=forms.RadioSelect,
        blank=True,  # "none of them" is one of the choices
    )
    requester: "forms.ModelChoiceField[Member]" = forms.ModelChoiceField(
        label=_("Who needs it"),
        queryset=None,
        empty_label=None,
        help_text=_("If it is somebody else, they are told, and it is their voice that counts."),
    )
    team: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label=_("For the team"), queryset=None, required=False, empty_label=_("No team")
    )

    def __init__(self, *args: Any, request: Request | None = None, **kwargs: Any) -> None:
        if request is not None:
            kwargs["initial"] = {name: getattr(request, name) for name in FIELDS}
        super().__init__(*args, **kwargs)
        held = request or Request()
        self._offer("objective", Objective.objects.filter(is_active=True), held.objective_id)
        self._offer("team", Team.objects.filter(is_active=True), held.team_id)
        people = Member.objects.filter(is_active=True) | Member.objects.filter(pk=held.requester_id or 0)
        self._offer_people(people.select_related("user"), request)
        if not self.fields["objective"].queryset.exists():  # type: ignore[attr-defined]  # a field that chooses rows
            del self.fields["objective"]

    def clean(self) -> dict[str, Any]:
        """Ask beside its field for the reason of a high claim."""
        try:
            urgency_check(self.cleaned_data.get("claimed_urgency"), self.cleaned_data.get("urgency_reason", ""))
        except ValidationError as refusal:
            self.add_error(None, refusal)
        return self.cleaned_data

    def _offer_people(self, people: Any, request: Request | None) -> None:
        field = self.fields["requester"]
        if request is not None and request.requester_id is None:  # imported: nobody is put in their place unasked
            field.required, field.empty_label = False, request.asker  # type: ignore[attr-defined]
        field.queryset = people  # type: ignore[attr-defined]  # a field that chooses rows

    def _offer(self, name: str, rows: Any, held: int | None) -> None:
        known = rows | rows.model.objects.filter(pk=held or 0)
        self.fields[name].queryset = known  # type: ignore[attr-defined]  # only fields that choose rows come here


class AskForm(RequestForm):
    """A request that is new, with files."""

    files = FilesField(  # type: ignore[assignment]  # Django takes declared fields away from the class
        label=_("Files"),
        max_length=None,
        allow_empty_file=True,  # the service names the empty one
        required=False,
        help_text=_("A screenshot, the file that you use today. They are only ever downloaded, never opened here."),
    )

    def __init__(self, *args: Any, refused_bytes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused_bytes = refused_bytes
        for field in self.fields.values():  # some stand outside the form: what exists already comes between
            field.widget.attrs["form"] = "ask"

    def clean(self) -> dict[str, Any]:
        """Refuse the files that cannot be kept, beside their field."""
        super().clean()
        if self.refused_bytes:
            self.add_error("files", too_large(self.refused_bytes))
        try:
            files_check(self.cleaned_data.get("files", []))
        except ValidationError as refusal:
            self.add_error("files", refusal.messages[0])
        return self.cleaned_data


class VoiceForm(forms.Form):
    """What one's voice is about."""

    note = forms.CharField(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    claimed_urgency = forms.TypedChoiceField(
        label=_("How urgent it is, in your view"), choices=_CLAIMS, coerce=int, empty_value=None, required=False
    )
