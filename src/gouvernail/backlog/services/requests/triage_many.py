"""Answer several requests at once: the same answer and the same reason, one act to take back."""

import uuid
from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Answer, Request
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.backlog.services.requests.asking import StaleRequest
from gouvernail.backlog.services.requests.states import Into, request_accept
from gouvernail.backlog.services.requests.triage_undo import Batch
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require

MOST = 200
Act = Callable[..., Answer]


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
        The second where there are too many, or where none could be answered.
    """
    require(actor, Right.REQUEST_TRIAGE)
    if len(seen) > MOST:
        raise ValidationError(_("At most %(most)s requests at once: choose fewer.") % {"most": MOST})
    backlog_lock(actor.workspace_id)
    done, batch = Batch(), uuid.uuid4()
    for request in sorted(seen, key=lambda one: one.pk):
        try:
            with transaction.atomic():
                done.answers.append(act(actor=actor, request=request, version=seen[request], batch=batch))
        except StaleRequest as stale:
            text = _("%(key)s changed since you read it.") % {"key": stale.request.key}
            done.refused.append((stale.request, text))
        except ValidationError as refusal:
            done.refused.append((request, " ".join(refusal.messages)))
    return done


def accepted_each(*, actor: Member, request: Request, version: int, batch: uuid.UUID, reason: str = "") -> Answer:
    """Accept a request into an item of its own, which has its title and serves its objective."""
    objective = request.objective if request.objective is not None and request.objective.is_active else None
    into = Into(titles=[request.title], objective=objective)
    return request_accept(actor=actor, request=request, version=version, into=into, reason=reason, batch=batch)
