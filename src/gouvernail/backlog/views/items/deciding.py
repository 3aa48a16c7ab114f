"""Decide on an item, outside a session."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gouvernail.backlog.forms.items.deciding import DecideForm
from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.items.decisions import SUBJECT, facts_on
from gouvernail.backlog.services.items.decisions import item_decide as decide
from gouvernail.backlog.views.items.story import found
from gouvernail.backlog.views.moves import address
from gouvernail.decisions.selectors.quorum import seated_on
from gouvernail.decisions.selectors.register import decisions_on
from gouvernail.decisions.services.drafts import StaleDecision
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require

_SEATS = 40  # people offered as having been there


@require_http_methods(["GET", "HEAD", "POST"])
def item_decide(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show what is known and take the decision; there is no undo, a decision is gone back on by another one."""
    item = found(pk)
    require(request.member, Right.DECISION_TAKE)
    form = _form(request, item)
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                decision = decide(actor=request.member, item=item, draft=form.draft(), room=form.room())
            except StaleDecision as refusal:
                form = _form(request, item, seen=refusal.latest.number)
                form.add_error(None, refusal)
            except ValidationError as refusal:
                _show(form, refusal)
            else:
                said(request, _("%(key)s is written in the register.") % {"key": decision.key})
                return redirect(reverse("decisions:decision_detail", args=[request.workspace.slug, decision.pk]))
    context = {
        "form": form,
        "item": item,
        "facts": facts_on(item, request.member),
        "last": form.last,
        "back": address(request, "item_detail", pk),
    }
    return render(request, "backlog/items/decide.html", context, status=status)


def _form(request: WorkspaceRequest, item: Item, seen: int | None = None) -> DecideForm:
    """Make the form; once somebody decided meanwhile, it knows of that decision."""
    past = decisions_on(SUBJECT, str(item.pk))
    last = past[0] if past else None
    data = None
    if request.method == "POST":
        data = request.POST.copy()
        if seen is not None:
            data["seen"] = str(seen)
            data.pop("goes_back", None)  # it was ticked of the decision before that one
    form = DecideForm(
        data,
        last=last,
        seated=[one for one in seated_on(today_of(request.member), _SEATS) if one.pk != request.member.pk],
        search_url=reverse("backlog:owner_find", args=[request.workspace.slug]),
        initial={"seen": last.number if last else 0},
    )
    if data is not None:
        form.is_valid()
    return form


def _show(form: DecideForm, refusal: ValidationError) -> None:
    """Put each error beside its field; those of no field of the form stand above it."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        shown = "goes_back" if name == "reverses" else name
        for error in errors:
            form.add_error(shown if shown in form.fields else None, error)
