"""The words of urgency (method, section 2)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class EvidenceKind(TextChoices):
    """What makes something urgent."""

    LAW = "law", _("Law or regulation")
    CONTRACT = "contract", _("Contract")
    SECURITY = "security", _("Security")
    END_OF_SUPPORT = "end_of_support", _("End of support")
    SEASON = "season", _("Season")
    LOSS = "loss", _("Loss per week")
    WINDOW = "window", _("Window of opportunity")


class Grade(IntegerChoices):
    """What an urgency rests on, in steps of a third (method, section 2.2)."""

    ASSERTED = 0, _("Asserted")
    NAMED = 1, _("Named, without document")
    DOCUMENTED = 2, _("Document attached")
    VERIFIED = 3, _("Verified by a second person")


class Verdict(TextChoices):
    """What a second person found."""

    CONFIRMED = "confirmed", _("Confirmed")
    REFUTED = "refuted", _("Refuted")
