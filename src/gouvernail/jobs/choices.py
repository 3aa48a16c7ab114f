"""The words that rows may hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a job is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    SUCCEEDED = "succeeded", pgettext_lazy("job", "Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


ENDED = frozenset({State.SUCCEEDED, State.FAILED, State.CANCELLED})


class Delivery(TextChoices):
    """Where an e-mail message is."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being handed over")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused")
    UNKNOWN = "unknown", _("Perhaps sent")  # the worker or the line broke between the text and the server's receipt
    DROPPED = "dropped", pgettext_lazy("letter", "Given up")


class Trouble(TextChoices):
    """Why an e-mail message still waits, or will never leave."""

    NONE = "", ""
    NO_SERVER = "no_server", _("No mail server is set (GOUVERNAIL_MAIL_URL).")
    SILENT = "silent", _("The mail server does not answer.")
    LOCKED = "locked", _("The mail server refuses our name and password.")
    LATER = "later", _("The mail server asks to try again later.")
    NEVER = "never", _("The mail server refuses this message.")
    TOO_OLD = "too_old", _("The mail server could not be reached for five days.")
