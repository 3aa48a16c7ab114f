"""Answer a request: look at it, accept it, defer it, decline it, open it again; or put it aside for some days."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.requests import WAITING, RequestState
from gouvernail.backlog.models import Answer, Item, Request
from gouvernail.backlog.services.items.items import item_create
from gouvernail.backlog.services.items.origins import origin_add
from gouvernail.backlog.services.requests.triage import answer_write, reason_check, request_held
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.trail import changed, record

OPEN = WAITING | {RequestState.DEFERRED}  # what may still be answered
LATEST = timedelta(days=730)  # [choice] later than that is a refusal that does not say its name
_ITEMS_MOST = 20


@transaction.atomic
def request_review(
    *, actor: Member, request: Request, version: int, reason: str = "", batch: uuid.UUID | None = None
) -> Answer:
    """Say that somebody looks at a request.

    Raises
    ------
    Forbidden, StaleRequest, ValidationError
    """
    states = {RequestState.RECEIVED, RequestState.DEFERRED}
    locked = request_held(actor=actor, request=request, version=version, states=states)
    text = reason_check(reason, is_required=False)
    answer = Answer(new=RequestState.IN_REVIEW, reason=text, batch=batch or uuid.uuid4())
    return answer_write(actor=actor, locked=locked, answer=answer, verb="request_review")


@dataclass(frozen=True, kw_only=True)
class Into:
    """The items that answer a request.

    Parameters
    ----------
    titles
        Of the items to write; each begins with the words of the request and the urgency that it claims.
    objective
        That the items to write serve; without one they wait off the compass.
    items
        That are there already.
    """

    titles: Iterable[str] = ()
    objective: Objective | None = None
    items: Iterable[Item] = ()


@transaction.atomic
def request_accept(
    *,
    actor: Member,
    request: Request,
    version: int,
    into: Into,
    reason: str = "",
    batch: uuid.UUID | None = None,
) -> Answer:
    """Accept a request into one item or several.

    Raises
    ------
    Forbidden, StaleRequest, ValidationError
        The last named `titles` where no item is given, `objective` where it is archived.
    """
    locked = request_held(actor=actor, request=request, version=version, states=OPEN)
    text = reason_check(reason, is_required=False)
    titles, known = _into(locked, into)
    made = [_item(actor, locked, title, into.objective) for title in titles]
    held = set(locked.origins.values_list("item", flat=True)) - {one.pk for one in made}
    linked = [one for one in known if one.pk not in held]
    for one in linked:
        origin_add(actor=actor, item=one, request=locked)
    answer = Answer(new=RequestState.ACCEPTED, reason=text, batch=batch or uuid.uuid4())
    return answer_write(actor=actor, locked=locked, answer=answer, verb="request_accept", made=made, linked=linked)


@transaction.atomic
def request_defer(
    *, actor: Member, request: Request, version: int, until: date, reason: str, batch: uuid.UUID | None = None
) -> Answer:
    """Put a request off until a day: it comes back to the triage that day by itself.

    Raises
    ------
    Forbidden, StaleRequest, ValidationError
        The last named `until` (not to come, or too far) or `reason`.
    """
    locked = request_held(actor=actor, request=request, version=version, states=OPEN)
    text = reason_check(reason, is_required=True)
    _day_check(actor, until)
    answer = Answer(new=RequestState.DEFERRED, reason=text, until=until, batch=batch or uuid.uuid4())
    return answer_write(actor=actor, locked=locked, answer=answer, verb="request_defer")


@transaction.atomic
def request_decline(
    *, actor: Member, request: Request, version: int, reason: str, batch: uuid.UUID | None = None
) -> Answer:
    """Decline a request, with the reason that everybody who has this need will read.

    Raises
    ------
    Forbidden, StaleRequest, ValidationError
        The last named `reason` where there is none.
    """
    locked = request_held(actor=actor, request=request, version=version, states=OPEN)
    text = reason_check(reason, is_required=True)
    answer = Answer(new=RequestState.DECLINED, reason=text, batch=batch or uuid.uuid4())
    return answer_write(actor=actor, locked=locked, answer=answer, verb="request_decline")


@transaction.atomic
def request_reopen(
    *, actor: Member, request: Request, version: int, reason: str, batch: uuid.UUID | None = None
) -> Answer:
    """Have a request that was accepted, deferred or declined wait for an answer again, and say why.

    Raises
    ------
    Forbidden, StaleRequest, ValidationError
        The last named `reason` where there is none, or where the request waits already.
    """
    locked = request_held(actor=actor, request=request, version=version)
    if locked.state in WAITING:
        raise ValidationError(_("%(key)s waits for an answer already.") % {"key": locked.key})
    if locked.state == RequestState.MERGED:
        request_held(actor=actor, request=request, version=version, states=OPEN)  # says where it went
    text = reason_check(reason, is_required=True)
    answer = Answer(new=RequestState.RECEIVED, reason=text, batch=batch or uuid.uuid4())
    return answer_write(actor=actor, locked=locked, answer=answer, verb="request_reopen")


@transaction.atomic
def request_snooze(*, actor: Member, request: Request, version: int, until: date | None) -> Request:
    """Keep a request out of the triage until a day, or bring it back (None). Nobody is told: nothing was answered.

    Raises
    ------
    Forbidden, StaleRequest, ValidationError
        The last named `until`.
    """
    locked = request_held(actor=actor, request=request, version=version, states=OPEN)
    if until is not None:
        _day_check(actor, until)
    changes = changed(locked, snoozed_until=until)
    if changes:
        locked.version += 1
        locked.save(update_fields=["snoozed_until", "version"])
        record(workspace=actor.workspace, actor=actor, verb="request_snooze", subject=locked, changes=changes)
    return locked


def _into(request: Request, into: Into) -> tuple[list[str], list[Item]]:
    """Give the titles to write and the items that are there, each once."""
    titles = list(dict.fromkeys(" ".join(title.split()) for title in into.titles if title.strip()))
    known = list({one.pk: one for one in into.items}.values())
    if not titles and not known:
        raise ValidationError(
            {"titles": _("Name the item that answers it: a new one by its title, or one by its key.")}
        )
    if len(titles) + len(known) > _ITEMS_MOST:
        raise ValidationError({"titles": _("At most %(most)s items for one request.") % {"most": _ITEMS_MOST}})
    if any(one.removed_at is not None or one.workspace_id != request.workspace_id for one in known):
        raise ValidationError({"items": _("One of these items is not in the backlog any more.")})
    return titles, known


def _item(actor: Member, request: Request, title: str, objective: Objective | None) -> Item:
    team = request.team if request.team is not None and request.team.is_active else None
    return item_create(
        actor=actor,
        title=title,
        text=request.need,
        objective=objective,
        requests=[request],
        claimed_urgency=request.claimed_urgency,
        claimed_by=team if request.claimed_urgency is not None else None,
    )


def _day_check(actor: Member, until: date) -> None:
    today = today_of(actor)
    if until <= today:
        raise ValidationError({"until": _("Choose a day to come.")})
    if until > today + LATEST:
        raise ValidationError(
            {
                "until": _("Choose a day before %(day)s: later than that, decline it and say why.")
                % {"day": date_format(today + LATEST, "DATE_FORMAT")}
            }
        )
