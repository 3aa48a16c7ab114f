"""What proves that something is urgent, and what a second person found."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.urgency import EvidenceKind, Verdict
from gouvernail.backlog.models import Evidence
from gouvernail.backlog.services.attachments import files_check, too_large
from gouvernail.backlog.services.urgency.evidences import FIELDS
from gouvernail.web.file_fields import FilesField
from gouvernail.workspaces.models import Member

_DAY = "%Y-%m-%d"


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format=_DAY)


class EvidenceForm(forms.Form):
    """One evidence; each help says what the field does to the urgency."""

    kind = forms.ChoiceField(label=_("What makes it urgent"), choices=EvidenceKind.choices)
    statement = forms.CharField(
        label=_("What it says"),
        max_length=300,
        help_text=_("One sentence: “From 1 September, every invoice to a company is electronic.”"),
    )
    ends_on = forms.DateField(
        label=_("Deadline, or last day"),
        required=False,
        widget=_day(),
        help_text=_("The urgency rises by itself as it comes closer: one level each time the time left halves."),
    )
    starts_on = forms.DateField(
        label=_("First day"), required=False, widget=_day(), help_text=_("Of a season. Before it, nothing is lost.")
    )
    loss = forms.DecimalField(
        label=_("Loss per week"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("It raises the value rather than the urgency; say until when it lasts."),
    )
    half_life = forms.IntegerField(
        label=_("Weeks until half of the value is gone"),
        required=False,
        min_value=1,
        max_value=520,
        help_text=_("For a loss or a window without a last day."),
    )
    source = forms.CharField(
        label=_("Who or what says so"),
        max_length=200,
        required=False,
        help_text=_("Named, it counts for a third; without it, it is only asserted."),
    )
    document_on = forms.DateField(
        label=_("Date of the document"),
        required=False,
        widget=_day(),
        help_text=_("With the document below, it counts for two thirds."),
    )
    address = forms.URLField(label=_("Address of the document"), max_length=500, required=False, assume_scheme="https")
    owner = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Who answers for it"),
        required=False,
        empty_label=_("Myself"),
        help_text=_("Asked to confirm it again when it expires."),
    )
    files = FilesField(label=_("Documents"), required=False)  # type: ignore[assignment]  # Django takes declared fields away

    def __init__(self, *args: Any, evidence: Evidence | None = None, refused_bytes: int = 0, **kwargs: Any) -> None:
        self.refused_bytes = refused_bytes
        if evidence is not None:
            kwargs["initial"] = {name: getattr(evidence, name) for name in FIELDS}
        super().__init__(*args, **kwargs)
        people = Member.objects.filter(is_active=True) | Member.objects.filter(
            pk=(evidence.owner_id if evidence else None) or 0
        )
        self.fields["owner"].queryset = people.select_related("user")  # type: ignore[attr-defined]
        if evidence is not None:
            del self.fields["files"]

    def clean_files(self) -> Any:
        """Refuse files that cannot be kept, beside their field."""
        if self.refused_bytes:
            raise ValidationError(too_large(self.refused_bytes))
        files = self.cleaned_data.get("files") or []
        try:
            files_check(files)
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal
        return files


class VerifyForm(forms.Form):
    """What a second person found."""

    verdict = forms.ChoiceField(label=_("What you found"), choices=Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What you checked"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The document, its date, the amount, and with whom."),
    )
