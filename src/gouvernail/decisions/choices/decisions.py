"""The words of a decision: its verdict, what people said against it, what was known."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Verdict(TextChoices):
    """What a decision says of its subject (glossary: now, next, later, no); or that it is put off to another day."""

    NOW = "now", _("Now")
    NEXT = "next", pgettext_lazy("verdict", "Next")
    LATER = "later", _("Later")
    NO = "no", _("No")
    ADJOURN = "adjourn", _("Adjourned")


class Stance(TextChoices):
    """What somebody says of a decision, kept with it for ever."""

    DISSENT = "dissent", _("Dissent")
    ABSTENTION = "abstention", _("Abstention")
    CONFLICT = "conflict", _("Conflict of interest")


TONES = {Verdict.NOW: "good", Verdict.NEXT: "warn", Verdict.LATER: "", Verdict.NO: "bad", Verdict.ADJOURN: "plain"}


def tone_of(verdict: str) -> str:
    """Give the tone of a verdict; that of nothing decided for a word that was forged in the database."""
    return {str(known): tone for known, tone in TONES.items()}.get(verdict, "plain")


# What a verdict means, beside its word.
HINTS: "dict[Verdict, str | Promise]" = {
    Verdict.NOW: _("it is built as soon as a place is free"),
    Verdict.NEXT: _("it follows what is being built"),
    Verdict.LATER: _("a review date is required"),
    Verdict.NO: _("those who asked are told why"),
    Verdict.ADJOURN: _("nothing is decided: it comes back"),
}

# The sentence of the register, in the language of the workspace. `%(subject)s` is the subject as it was called.
SENTENCES: "dict[Verdict, str | Promise]" = {
    Verdict.NOW: _("“%(subject)s” is built now."),
    Verdict.NEXT: _("“%(subject)s” comes next."),
    Verdict.LATER: _("“%(subject)s” waits until later."),
    Verdict.NO: _("“%(subject)s” is not built."),
    Verdict.ADJOURN: _("“%(subject)s” is adjourned: nothing is decided."),
}

# What the ranking proposed (`zone`).
PROPOSALS: "dict[str, str | Promise]" = {"sure": _("Sure"), "grey": _("To arbitrate"), "out": _("Out")}

# What callers may say that was known; another name is shown as it is.
FACTS: "dict[str, str | Promise]" = {
    "rank": _("Rank"),
    "ranked_on": _("Ranked on"),
    "places": _("Places"),
    "certainty": _("Certainty of being among them (%)"),
    "zone": _("The ranking said"),
    "points": _("Points"),
    "claimed_urgency": _("Claimed urgency"),
    "counted_urgency": _("Urgency that counts"),
    "requests": _("Requests"),
    "people": _("People heard"),
}
