"""A round of opinions: about what, asked of whom, until when; and what one person answers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.assessments import Confidence
from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.assessments.sheet import Line
from gouvernail.backlog.services.assessments.opinions import Judgement
from gouvernail.workspaces.models import Member

UNKNOWN = "unknown"
_DAY = "%Y-%m-%d"


class ItemsField(forms.ModelMultipleChoiceField[Item]):
    """Items to ask about, each with why it waits."""

    reasons: Mapping[int, str] = {}  # replaced, never changed

    def label_from_instance(self, item: Item) -> str:
        """Name an item and say why it waits: never judged, or judged before something changed."""
        said = {
            "never": _("never judged"),
            "compass": _("its objective changed"),
            "scale": _("the scale changed"),
            "old": _("judged too long ago"),
        }.get(self.reasons.get(item.pk, ""))
        return f"{item} ({said})" if said else str(item)


class RoundForm(forms.Form):
    """One round."""

    title = forms.CharField(label=_("Title"), max_length=120)
    closes_on = forms.DateField(
        label=_("Answers expected by"), widget=forms.DateInput(attrs={"type": "date"}, format=_DAY)
    )
    items = ItemsField(
        Item.objects.none(),
        label=_("About which items"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Eight take five minutes."),
    )
    raters = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label=_("Asked of whom"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Business people judge the value, builders and data owners the complexity. Nobody sees the others."
        ),
    )

    def __init__(
        self, *args: Any, items: list[Item], raters: list[Member], reasons: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["items"]
        field.reasons = reasons
        field.queryset = Item.objects.filter(pk__in=[one.pk for one in items])
        field.choices = [
            (one.pk, field.label_from_instance(one)) for one in items
        ]  # in their order, without the database
        people = Member.objects.select_related("user").filter(pk__in=[one.pk for one in raters])
        self.fields["raters"].queryset = people.order_by("user__name", "pk")  # type: ignore[attr-defined]


class ScaleForm(forms.Form):
    """What the six levels of a filter mean."""

    def __init__(self, *args: Any, anchors: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level, text in anchors.items():
            self.fields[f"level_{level}"] = forms.CharField(
                label=_("Level %(level)d") % {"level": level},
                max_length=200,
                initial=text,
                error_messages={"required": _("Say what this level means: without anchor, everybody reads their own.")},
            )
        self.fields["is_rewording"] = forms.BooleanField(
            label=_("Only the wording: each level means what it meant"),
            required=False,
            help_text=_("Otherwise opinions given before count no more, and are asked for again."),
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why it changes"),
            max_length=1000,
            error_messages={
                "required": _("Say why the scale changes: opinions given before were given on another one.")
            },
        )

    def texts(self) -> dict[int, str]:
        """Give the words, by level."""
        return {
            int(name.removeprefix("level_")): str(text)
            for name, text in self.cleaned_data.items()
            if name.startswith("level_")
        }


class CalibrationForm(forms.Form):
    """One item that everybody knows."""

    title = forms.CharField(label=_("An item that everybody knows"), max_length=140)
    text = forms.CharField(label=_("What it was"), max_length=1000, required=False)
    level = forms.TypedChoiceField(
        label=_("The level that we agree on"), choices=[(level, str(level)) for level in range(6)], coerce=int
    )


def judgement_from(sent: Mapping[str, Any], line: Line) -> tuple[Judgement | None, str]:
    """Read what was answered on one line; the second part says what is wrong with it.

    No level is no answer: what was there stays.
    """
    level = sent.get(f"level-{line.key}", "")
    if not level:
        return None, ""
    if level != UNKNOWN and level not in {"0", "1", "2", "3", "4", "5"}:
        return None, str(_("Levels go from 0 to 5."))
    confidence = sent.get(f"confidence-{line.key}", "")
    known = {str(one.value): one for one in Confidence}
    return Judgement(
        level=None if level == UNKNOWN else int(level),
        confidence=known.get(confidence, Confidence.MEDIUM),
        comment=str(sent.get(f"comment-{line.key}", ""))[:500],
    ), ""
