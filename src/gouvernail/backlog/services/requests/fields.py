"""What a request may say: one check for whoever writes it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.requests import REASON_FROM
from gouvernail.backlog.models import Request

FIELDS = (
    "title",
    "need",
    "people",
    "people_count",
    "frequency",
    "workaround",
    "effect",
    "claimed_urgency",
    "urgency_reason",
    "objective",
    "team",
    "requester",
)
_TEXTS = ("need", "workaround", "effect", "urgency_reason")


def request_check(request: Request, changed: Iterable[str]) -> None:
    """Check a request; of what it points to, only what has just been chosen: what it had may have been archived since.

    Raises
    ------
    ValidationError
        Named by field.
    """
    request.full_clean()
    for name in _TEXTS:  # Django leaves the length of these to forms
        most = getattr(Request._meta.get_field(name), "max_length", None)  # noqa: SLF001  # Django's public door to fields
        if most is not None and len(getattr(request, name)) > most:
            raise ValidationError({name: _("At most %(most)s characters.") % {"most": most}})
    if not request.need.strip():
        raise ValidationError({"need": _("Say what you are trying to do, and who needs it.")})
    urgency_check(request.claimed_urgency, request.urgency_reason)
    chosen = set(changed)
    for name in chosen.intersection(("objective", "team", "requester")):
        row = getattr(request, name)
        if row is not None and row.workspace_id != request.workspace_id:
            raise ValidationError({name: _("This is not of this workspace.")})
        if row is not None and not row.is_active:
            raise ValidationError({name: _ARCHIVED[name]()})


def urgency_check(claimed: int | None, reason: str, *, field: str = "urgency_reason") -> None:
    """Ask for the reason of a high claim.

    Raises
    ------
    ValidationError
        Named `field`.
    """
    if claimed is not None and claimed >= REASON_FROM and not reason.strip():
        raise ValidationError(
            {
                field: _(
                    "Say why it is this urgent: what happens, when, and for whom if nothing changes. Or choose a lower"
                    " urgency."
                )
            }
        )


_ARCHIVED = {
    "objective": lambda: _("This objective is archived. Choose one that the compass has today."),
    "team": lambda: _("This team is archived. Choose another one, or none."),
    "requester": lambda: _("Choose an active member of this workspace."),
}
