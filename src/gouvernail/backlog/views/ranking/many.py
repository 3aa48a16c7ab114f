"""Change items from the table: one, or many, and back."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.backlog.forms.ranking.many import ManyForm, before_from, keys_from
from gouvernail.backlog.models import Item
from gouvernail.backlog.services.ranking.many import items_change, items_put_back
from gouvernail.backlog.views.moves import address, back, given
from gouvernail.backlog.views.ranking.backlog import backlog_page
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require


@require_http_methods(["GET", "HEAD", "POST"])
def backlog(request: WorkspaceRequest) -> HttpResponse:
    """Show the backlog by rank; a form sent there changes the items that it names."""
    return _changed(request) if request.method == "POST" else backlog_page(request)


def _changed(request: WorkspaceRequest) -> HttpResponse:
    """Give the chosen items another objective, owner or state."""
    require(request.member, Right.ITEM_EDIT)
    items = list(Item.objects.filter(removed_at=None, pk__in=keys_from(request.POST.getlist("item"))))
    form = ManyForm(request.POST)
    try:
        _check(form, items)
        before = items_change(actor=request.member, items=items, **form.changes())
    except ValidationError as refusal:
        form.add_error(None, " ".join(refusal.messages))
        return backlog_page(request, form)
    undo = f"{address(request, 'items_put_back')}?{urlencode([('was', text) for text in _was(before)])}"
    count = len(before)
    text = ngettext("One item is changed.", "%(count)s items are changed.", count) % {"count": count}
    said(request, text if count else _("Nothing differed."), undo=undo if count else "")
    return back(request, address(request, "backlog"))


@require_POST
def items_back(request: WorkspaceRequest) -> HttpResponse:
    """Give items back what they had before they were changed together."""
    require(request.member, Right.ITEM_EDIT)
    items_put_back(actor=request.member, before=before_from(given(request)))
    said(request, _("The items are as they were."))
    return back(request, address(request, "backlog"))


def _check(form: ManyForm, items: list[Item]) -> None:
    if not items:
        raise ValidationError(_("Choose items first: tick them in the table."))
    if not form.is_valid():
        raise ValidationError(_("Choose among what is offered."))
    if form.is_empty:
        raise ValidationError(_("Choose what changes: the objective, who carries them, or the state."))


def _was(before: dict[int, dict[str, Any]]) -> list[str]:
    return [f"{name}:{key}:{'' if old is None else old}" for key, was in before.items() for name, old in was.items()]
