"""What may have become of an invitation."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LIFE = timedelta(days=14)  # [choice] long enough for a holiday, short enough for a forgotten mailbox


class InvitationState(TextChoices):
    """Where an invitation stands."""

    PENDING = "pending", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Revoked")
    EXPIRED = "expired", _("Expired")
