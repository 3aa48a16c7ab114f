"""Say that two requests are one need, and take it back. Every text and every voice stays where it was given."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Answer, Request
from gouvernail.backlog.selectors.requests.merged import way_up
from gouvernail.backlog.services.requests.states import OPEN
from gouvernail.backlog.services.requests.triage import answer_write, reason_check, request_held
from gouvernail.workspaces.models import Member

_FROM = OPEN | {RequestState.ACCEPTED, RequestState.DECLINED}  # what was decided may turn out to be the same need


@transaction.atomic
def request_merge(
    *,
    actor: Member,
    request: Request,
    version: int,
    target: Request,
    reason: str = "",
    batch: uuid.UUID | None = None,
) -> Answer:
    """Have a request go on as another one, which shows its texts and counts its voices.

    Raises
    ------
    Forbidden, StaleRequest, ValidationError
        The last named `target`: itself, one that was taken back, or one that goes on as this request (the circle is
        written); or says where the request was merged already.
    """
    locked = request_held(actor=actor, request=request, version=version, states=_FROM)
    text = reason_check(reason, is_required=False)
    goes_on = target_check(locked, target)
    answer = Answer(new=RequestState.MERGED, reason=text, target=goes_on, batch=batch or uuid.uuid4())
    return answer_write(actor=actor, locked=locked, answer=answer, verb="request_merge")


@transaction.atomic
def request_unmerge(
    *, actor: Member, request: Request, version: int, reason: str = "", batch: uuid.UUID | None = None
) -> Answer:
    """Separate a request from the one that it was merged into: it is again what it was before.

    Raises
    ------
    Forbidden, StaleRequest, ValidationError
        The last where it is not merged.
    """
    locked = request_held(actor=actor, request=request, version=version)
    if locked.merged_into is None:
        raise ValidationError(_("%(key)s is not merged into another request.") % {"key": locked.key})
    text = reason_check(reason, is_required=False)
    old, until = before_merge(locked)
    left = locked.merged_into
    answer = Answer(new=old, reason=text, until=until, target=left, batch=batch or uuid.uuid4())
    return answer_write(actor=actor, locked=locked, answer=answer, verb="request_unmerge")


def target_check(request: Request, target: Request) -> Request:
    """Read again and hold what a request is merged into.

    Raises
    ------
    ValidationError
        Named `target`.
    """
    held = Request.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if held.workspace_id != request.workspace_id or held.removed_at is not None:
        raise ValidationError({"target": _("%(key)s was taken back by who sent it.") % {"key": held.key}})
    if held.pk == request.pk:
        raise ValidationError({"target": _("A request cannot be merged into itself: name another one.")})
    way = way_up(held)
    if any(one.pk == request.pk for one in way):
        circle = " → ".join(one.key for one in [request, *way])
        raise ValidationError({"target": _("Each would go on as the other: %(circle)s.") % {"circle": circle}})
    return held


def before_merge(request: Request) -> tuple[RequestState, date | None]:
    """Tell what a merged request was before; one that an import merged is received."""
    last = request.answers.filter(new=RequestState.MERGED).exclude(old=RequestState.MERGED).order_by("-pk").first()
    old = RequestState(last.old) if last else RequestState.RECEIVED
    return old, until_of(request) if old == RequestState.DEFERRED else None


def until_of(request: Request) -> date | None:
    """Give the day until which a request was deferred last."""
    last = request.answers.filter(new=RequestState.DEFERRED).order_by("-pk").first()
    return last.until if last else None
