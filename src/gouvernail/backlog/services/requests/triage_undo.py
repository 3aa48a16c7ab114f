"""Take an act back: each request is again what it was, and a new answer says so."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Answer, Item, Request
from gouvernail.backlog.selectors.requests.answers import answer_told
from gouvernail.backlog.services.items.origins import origin_remove
from gouvernail.backlog.services.items.states import item_remove
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.backlog.services.requests.merge import target_check
from gouvernail.backlog.services.requests.triage import DECIDED, answer_write, request_held
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require


@dataclass
class Batch:
    """What one act did to several requests: those that were answered, and why the others were not."""

    answers: list[Answer] = field(default_factory=list)
    refused: list[tuple[Request, str]] = field(default_factory=list)


@transaction.atomic
def answers_undo(*, actor: Member, batch: uuid.UUID) -> Batch:
    """Take back what one act answered, to one request or to several.

    Whatever was answered again since stays as it is, and is named.

    Raises
    ------
    Forbidden, ValidationError
        The second where nothing is known of this act.
    """
    require(actor, Right.REQUEST_TRIAGE)
    backlog_lock(actor.workspace_id)
    answers = list(Answer.objects.filter(batch=batch).select_related("request", "target").order_by("request_id"))
    if not answers:
        raise ValidationError(_("There is nothing to take back."))
    done = Batch()
    own = uuid.uuid4()
    for answer in answers:
        try:
            with transaction.atomic():
                done.answers.append(_taken_back(actor, answer, own))
        except ValidationError as refusal:
            done.refused.append((answer.request, " ".join(refusal.messages)))
    return done


def _taken_back(actor: Member, answer: Answer, batch: uuid.UUID) -> Answer:
    if answer.undoes is not None:
        raise ValidationError(_("%(key)s: this was taken back already.") % {"key": answer.request.key})
    locked = request_held(actor=actor, request=answer.request, version=None)
    last = locked.answers.select_related("author__user", "target").order_by("-pk")[0]
    if last.pk != answer.pk:
        raise ValidationError(
            _("%(key)s was answered again since, by %(name)s: %(answer)s")
            % {"key": locked.key, "name": last.author or _("Gouvernail"), "answer": answer_told(last)}
        )
    _items_take_back(actor, answer)
    old = RequestState(answer.old)
    earlier = locked.answers.filter(pk__lt=answer.pk).order_by("-pk")
    until = None
    values: dict[str, Any] = {"first_answer_at": _first(locked, answer)}
    if old == RequestState.DEFERRED:
        deferral = earlier.filter(new=old).first()
        until = deferral.until if deferral else None
    if old in DECIDED:
        decision = earlier.filter(new=old).first()
        values["decided_at"] = decision.at if decision else locked.decided_at
    target = answer.target
    if old == RequestState.MERGED and target is not None:  # they were separated: they go on as one again
        target = target_check(locked, target)
    taken = Answer(new=old, until=until, target=target, batch=batch, undoes=answer.batch)
    return answer_write(actor=actor, locked=locked, answer=taken, verb="request_undo", **values)


def _first(request: Request, but: Answer) -> Any:
    """Tell when somebody first answered, what was taken back left out."""
    undone = request.answers.filter(undoes__isnull=False).values_list("undoes", flat=True)
    gone = {one for one in [*undone, but.batch] if one is not None}
    standing = request.answers.filter(undoes=None).exclude(batch__in=gone).order_by("pk")
    return standing.values_list("at", flat=True).first()


def _items_take_back(actor: Member, answer: Answer) -> None:
    """Have items answer the request no more; those written for it go, where nobody touched them."""
    for item in (*answer.made.all(), *answer.linked.all()):
        origin_remove(actor=actor, item=item, request=answer.request)
    for item in answer.made.filter(removed_at=None):
        if _is_untouched(item):
            item_remove(actor=actor, item=item)


def _is_untouched(item: Item) -> bool:
    return (
        item.version == 1
        and item.state == ItemState.OPEN
        and not item.origins.exists()
        and not item.comments.exists()
        and not item.efforts.exists()
    )
