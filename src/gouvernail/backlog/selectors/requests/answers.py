"""What became of a request, in plain words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.requests import WAITING, RequestState
from gouvernail.backlog.models import Answer, Item, Request

KINDS = {  # the colour of a state; the words say the same
    RequestState.RECEIVED: "",
    RequestState.IN_REVIEW: "warn",
    RequestState.ACCEPTED: "good",
    RequestState.MERGED: "good",
    RequestState.DEFERRED: "warn",
    RequestState.DECLINED: "bad",
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One answer as its readers see it."""

    at: datetime
    who: str
    text: str
    reason: str
    kind: str
    items: tuple[Item, ...]  # what it was accepted into, as far as it is still in the backlog


def answers_told(answers: QuerySet[Answer]) -> list[Told]:
    """Say each answer in words, in order: three queries, whatever their number."""
    return [
        Told(
            at=one.at,
            who=str(one.author or _("Gouvernail")),
            text=answer_told(one),
            reason=one.reason,
            kind=KINDS[RequestState(one.new)],
            items=items_of(one),
        )
        for one in answers.select_related("author__user", "target").prefetch_related("made", "linked")
    ]


def items_of(answer: Answer) -> tuple[Item, ...]:
    """List the items that a request was accepted into by this answer, in the order of their keys."""
    found = {one.pk: one for one in (*answer.made.all(), *answer.linked.all()) if one.removed_at is None}
    return tuple(sorted(found.values(), key=lambda one: one.number))


def answer_told(answer: Answer) -> str:
    """Say one answer: also where it took another one back, merged the request, or separated it."""
    new, target = RequestState(answer.new), answer.target.key if answer.target else ""
    if answer.undoes is not None:
        if new in WAITING:
            return _("The last answer was taken back: it waits for another one.")
        return _("The last answer was taken back; the one before holds: %(answer)s") % {
            "answer": answer_said(new, answer.until)
        }
    if answer.old == RequestState.MERGED and target:
        return _("Separated from %(key)s, where its voices no longer count.") % {"key": target}
    if new == RequestState.MERGED and target:
        return _("The same need was asked for already: it goes on as %(key)s, where every voice counts.") % {
            "key": target
        }
    return answer_said(new, answer.until)


def answer_said(new: RequestState, until: date | None = None) -> str:
    """Say what a state means to whoever asked."""
    match new:
        case RequestState.RECEIVED:
            return _("Opened again: it waits for an answer.")
        case RequestState.IN_REVIEW:
            return _("Being looked at.")
        case RequestState.ACCEPTED:
            return _("Accepted: it enters the backlog, where it is weighed against the rest.")
        case RequestState.MERGED:
            return _("The same need was asked for already: both go on as one, and every voice counts there.")
        case RequestState.DEFERRED:
            day = date_format(until, "DATE_FORMAT") if until else _("later")
            return _("Deferred: looked at again on %(day)s.") % {"day": day}
        case RequestState.DECLINED:
            return _("Declined.")


def state_said(request: Request) -> str:
    """Say in a few words where a request is: with what it became or until when."""
    match request.state:
        case RequestState.MERGED if request.merged_into is not None:
            return _("Merged into %(key)s") % {"key": request.merged_into.key}
        case RequestState.DEFERRED if request.deferred_until is not None:
            return _("Deferred until %(day)s") % {"day": date_format(request.deferred_until, "SHORT_DATE_FORMAT")}
        case RequestState.ACCEPTED if keys := [
            one.item.key for one in request.origins.all() if not one.item.removed_at
        ]:
            return _("Accepted: %(keys)s") % {"keys": ", ".join(keys)}
        case _:
            return str(RequestState(request.state).label)
