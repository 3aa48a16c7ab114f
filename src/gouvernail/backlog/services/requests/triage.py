"""What every answer to a request has in common: held, checked, written once, told."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Answer, Item, Request
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.backlog.services.requests.asking import StaleRequest
from gouvernail.backlog.services.telling import answer_tell
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record

DECIDED = frozenset({RequestState.ACCEPTED, RequestState.MERGED, RequestState.DECLINED})
_REASON_MOST = 2000
_TOLD = ("state", "merged_into", "deferred_until", "snoozed_until")  # what the trail says of an answer


def request_held(
    *, actor: Member, request: Request, version: int | None, states: Iterable[RequestState] = ()
) -> Request:
    """Hold a request until the end of the transaction, as the actor read it.

    One writer at a time answers requests of a workspace: merges could otherwise close a circle that nobody sees.

    Parameters
    ----------
    version
        `Request.version` when the actor read it; None where it does not matter.
    states
        Those from which the act is possible; none given, all of them.

    Raises
    ------
    Forbidden, StaleRequest, ValidationError
        The last where it was taken back, or says in which state it is.
    """
    require(actor, Right.REQUEST_TRIAGE)
    backlog_lock(actor.workspace_id)
    rows = Request.objects.select_for_update(of=("self",)).select_related("workspace", "merged_into")
    locked = rows.get(pk=request.pk)
    if locked.removed_at is not None:
        raise ValidationError(_("%(key)s was taken back by who sent it.") % {"key": locked.key})
    if version is not None and locked.version != version:
        raise StaleRequest(locked)
    wanted = frozenset(states)
    if wanted and locked.state not in wanted:
        raise ValidationError(_refusal(locked))
    return locked


def reason_check(reason: str, *, is_required: bool) -> str:
    """Give the reason without the spaces around it.

    Raises
    ------
    ValidationError
        Named `reason`: there is none, or it is too long.
    """
    text = reason.strip()
    if is_required and not text:
        raise ValidationError({"reason": _("Say why: everybody who has this need will read it.")})
    if len(text) > _REASON_MOST:
        raise ValidationError({"reason": _("At most %(most)s characters.") % {"most": _REASON_MOST}})
    return text


def answer_write(
    *,
    actor: Member,
    locked: Request,
    answer: Answer,
    verb: str,
    made: Iterable[Item] = (),
    linked: Iterable[Item] = (),
    **values: Any,
) -> Answer:
    """Put a held request in its new state, keep the answer, write it in the trail, and tell those concerned.

    Parameters
    ----------
    answer
        Not saved yet: its `new` state, and what goes with it.
    made, linked
        The items that it was accepted into: written for it, or there already. Those who asked are told which.
    values
        Fields of the request that are not what the new state says by itself.
    """
    now, new = timezone.now(), RequestState(answer.new)
    fields: dict[str, Any] = {
        "state": new,
        "merged_into": answer.target if new == RequestState.MERGED else None,
        "deferred_until": answer.until if new == RequestState.DEFERRED else None,
        "snoozed_until": None,
        "first_answer_at": locked.first_answer_at or now,
        "decided_at": (locked.decided_at or now) if new in DECIDED else None,
    }
    answer.old = locked.state
    changes = changed(locked, **(fields | values))
    locked.version += 1
    locked.save(update_fields=[*changes, "version"])
    answer.workspace, answer.request, answer.author = actor.workspace, locked, actor
    answer.full_clean()
    answer.save()
    answer.made.set(made)
    answer.linked.set(linked)
    told = {name: changes[name] for name in _TOLD if name in changes}
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=locked, changes=told, reason=answer.reason)
    answer_tell(answer)
    return answer


def _refusal(request: Request) -> str:
    match request.state:
        case RequestState.MERGED:
            return _("%(key)s was merged into %(target)s: separate it first.") % {
                "key": request.key,
                "target": request.merged_into.key if request.merged_into else "?",
            }
        case RequestState.ACCEPTED | RequestState.DECLINED:
            return _("%(key)s is in the state “%(state)s” already: open it again first.") % {
                "key": request.key,
                "state": RequestState(request.state).label,
            }
        case _:
            return _("%(key)s is in the state “%(state)s” already.") % {
                "key": request.key,
                "state": RequestState(request.state).label,
            }
