"""Answer one request: each answer has a page of its own, which opens as a dialog where there is a script."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from gouvernail.backlog.forms.requests import triage as forms
from gouvernail.backlog.models import Answer, Request
from gouvernail.backlog.selectors.requests.answers import state_said
from gouvernail.backlog.selectors.requests.triage import last_answer
from gouvernail.backlog.services.requests import merge, states
from gouvernail.backlog.services.requests.asking import StaleRequest
from gouvernail.backlog.views.moves import address, back
from gouvernail.backlog.views.requests.detail import found
from gouvernail.backlog.views.requests.triage_many import snooze_undo_of, undo_of
from gouvernail.web.fragments import INVALID, is_fragment
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require

if TYPE_CHECKING:
    from django.utils.functional import Promise

_CONFLICT = 409
_BEGUN = {"into": "target", "item": "items"}  # what the address may fill in: a similar request, an item


@dataclass(frozen=True, kw_only=True)
class _Act:
    """One answer: its form, its service, and its words."""

    form: type[Any]
    service: Callable[..., Any]
    question: "str | Promise"
    button: "str | Promise"
    done: "str | Promise"


_ACTS = {
    "review": _Act(
        form=forms.PlainForm,
        service=states.request_review,
        question=gettext_lazy("Look at %(row)s"),
        button=gettext_lazy("Say that it is being looked at"),
        done=gettext_lazy("%(key)s is being looked at."),
    ),
    "accept": _Act(
        form=forms.AcceptForm,
        service=states.request_accept,
        question=gettext_lazy("Accept %(row)s"),
        button=gettext_lazy("Accept"),
        done=gettext_lazy("%(key)s is accepted. Those who asked are told."),
    ),
    "merge": _Act(
        form=forms.MergeForm,
        service=merge.request_merge,
        question=gettext_lazy("Merge %(row)s into another request"),
        button=gettext_lazy("Merge"),
        done=gettext_lazy("%(key)s is merged. Those who asked are told."),
    ),
    "unmerge": _Act(
        form=forms.PlainForm,
        service=merge.request_unmerge,
        question=gettext_lazy("Separate %(row)s from the request that it was merged into"),
        button=gettext_lazy("Separate"),
        done=gettext_lazy("%(key)s stands by itself again. Those who asked are told."),
    ),
    "defer": _Act(
        form=forms.DeferForm,
        service=states.request_defer,
        question=gettext_lazy("Defer %(row)s"),
        button=gettext_lazy("Defer"),
        done=gettext_lazy("%(key)s is deferred. Those who asked are told."),
    ),
    "decline": _Act(
        form=forms.WhyForm,
        service=states.request_decline,
        question=gettext_lazy("Decline %(row)s"),
        button=gettext_lazy("Decline"),
        done=gettext_lazy("%(key)s is declined. Those who asked are told why."),
    ),
    "reopen": _Act(
        form=forms.WhyForm,
        service=states.request_reopen,
        question=gettext_lazy("Open %(row)s again"),
        button=gettext_lazy("Open again"),
        done=gettext_lazy("%(key)s waits for an answer again. Those who asked are told why."),
    ),
    "snooze": _Act(
        form=forms.SnoozeForm,
        service=states.request_snooze,
        question=gettext_lazy("Keep %(row)s out of the triage for some days"),
        button=gettext_lazy("Put aside"),
        done=gettext_lazy("%(key)s comes back to the triage by itself."),
    ),
}


def _answer(request: WorkspaceRequest, pk: int, name: str) -> HttpResponse:
    """Ask what the answer needs, then give it; who comes second sees what the first answered."""
    require(request.member, Right.REQUEST_TRIAGE)
    row, act = found(pk), _ACTS[name]
    begun = {field: request.GET[given] for given, field in _BEGUN.items() if given in request.GET}
    if "items" in begun:
        begun["titles"] = ""
    form = act.form(request.POST or None, row=row, today=today_of(request.member), initial=begun)
    if request.method != "POST" or not form.is_valid():
        return _page(request, row, act, form, INVALID if form.is_bound else 200)
    try:
        kept = act.service(actor=request.member, request=row, version=form.cleaned_data["version"], **form.answer())
    except StaleRequest as stale:
        return _page(request, stale.request, act, form, _CONFLICT)
    except ValidationError as refusal:
        _refused(form, refusal)
        return _page(request, row, act, form, INVALID)
    undo = undo_of(request, kept.batch) if isinstance(kept, Answer) else snooze_undo_of(request, [kept])
    said(request, str(act.done) % {"key": row.key}, undo=undo)
    done = back(request, address(request, "request_detail", pk))
    return HttpResponseClientRedirect(done.url) if is_fragment(request) else done  # a dialog sent it


def _view(name: str) -> Callable[..., HttpResponse]:
    return require_http_methods(["GET", "HEAD", "POST"])(partial(_answer, name=name))


request_review = _view("review")
request_accept = _view("accept")
request_merge = _view("merge")
request_unmerge = _view("unmerge")
request_defer = _view("defer")
request_decline = _view("decline")
request_reopen = _view("reopen")
request_snooze = _view("snooze")


def _page(request: WorkspaceRequest, row: Request, act: _Act, form: Any, status: int) -> HttpResponse:
    is_stale = status == _CONFLICT
    wanted = request.POST.get("next") or request.GET.get("next", "")
    triage = address(request, "request_triage")
    context = {
        "form": form,
        "row": row,
        "act": act,
        "question": str(act.question) % {"row": row},
        "version": row.version if is_stale else form["version"].value(),
        "is_stale": is_stale,
        "state": state_said(row),
        "last": last_answer(row) if is_stale else None,
        "next": wanted,
        "is_sorting": wanted.partition("?")[0] == triage,
        "triage": f"{triage}?at={row.pk}",
    }
    return render(request, "backlog/requests/triage/act.html", context, status=status)


def _refused(form: Any, refusal: ValidationError) -> None:
    """Put what a service says beside the field that it names; what the form does not ask stands above."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, texts in refusal.message_dict.items():
        form.add_error({"title": "titles"}.get(name, name) if name in {*form.fields, "title"} else None, texts)
