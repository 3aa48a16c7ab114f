"""Answer several requests at once: the same answer and the same reason, one act to take back."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Answer, Request
from gouvernail.backlog.selectors.requests.triage import last_answer
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.backlog.services.requests.asking import StaleRequest
from gouvernail.backlog.services.requests.states import Into, request_accept, request_snooze
from gouvernail.backlog.services.requests.triage_undo import Batch
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require

MOST = 200
Act = Callable[..., Answer]
Done = TypeVar("Done", Answer, Request)


@transaction.atomic
def requests_answer(*, actor: Member, seen: Mapping[Request, int], act: Act) -> Batch:
    """Give several requests the same answer, each through its own service.

    Parameters
    ----------
    seen
        Each request, with its version when the actor read it.
    act
        A service of one request, with all but `actor`, `request`, `version` and `batch`:
        `partial(request_decline, reason="…")`.

    Returns
    -------
    What was answered, and which were left as they are with the reason: one that cannot be answered stops no other.

    Raises
    ------
    Forbidden, ValidationError
        The second where there are too many, or where none could be answered, for one reason.
    """
    answers, refused = _each(actor, seen, partial(act, batch=uuid.uuid4()))
    return Batch(answers=answers, refused=refused)


@dataclass(frozen=True)
class Aside:
    """Several requests put aside, or brought back: those that are, and why the others were not."""

    rows: list[Request]
    refused: list[tuple[Request, str]]


@transaction.atomic
def requests_snooze(*, actor: Member, seen: Mapping[Request, int], until: date | None) -> Aside:
    """Keep several requests out of the triage until a day, or bring them back (None): what takes the former back.

    Parameters
    ----------
    seen
        Each request, with its version when the actor read it, or put it aside.

    Raises
    ------
    Forbidden, ValidationError
        The second where there are too many, or where none could be put aside, for one reason.
    """
    rows, refused = _each(actor, seen, partial(request_snooze, until=until))
    return Aside(rows, refused)


def accepted_each(*, actor: Member, request: Request, version: int, batch: uuid.UUID, reason: str = "") -> Answer:
    """Accept a request into an item of its own, which has its title and serves its objective."""
    objective = request.objective if request.objective is not None and request.objective.is_active else None
    into = Into(titles=[request.title], objective=objective)
    return request_accept(actor=actor, request=request, version=version, into=into, reason=reason, batch=batch)


def _each(
    actor: Member, seen: Mapping[Request, int], act: Callable[..., Done]
) -> tuple[list[Done], list[tuple[Request, str]]]:
    """Do the same to each request by its own service; one that refuses stops no other, and is named."""
    require(actor, Right.REQUEST_TRIAGE)
    if len(seen) > MOST:
        raise ValidationError(_("At most %(most)s requests at once: choose fewer.") % {"most": MOST})
    backlog_lock(actor.workspace_id)
    done: list[Done] = []
    refused: list[tuple[Request, str]] = []
    for request in sorted(seen, key=lambda one: one.pk):
        try:
            with transaction.atomic():
                done.append(act(actor=actor, request=request, version=seen[request]))
        except StaleRequest as stale:
            refused.append((stale.request, _meanwhile(stale.request)))
        except ValidationError as refusal:
            refused.append((request, " ".join(refusal.messages)))
    if not done and len({why for _request, why in refused}) == 1:
        raise ValidationError(refused[0][1])
    return done, refused


def _meanwhile(request: Request) -> str:
    """Say what became of a request since it was read: by whom, where somebody answered it."""
    last = last_answer(request) if request.is_answered else None
    if last is None:
        return _("%(key)s changed since you read it.") % {"key": request.key}
    return _("%(key)s was answered since you read it, by %(name)s: %(answer)s") % {
        "key": request.key,
        "name": last.who,
        "answer": last.text,
    }
