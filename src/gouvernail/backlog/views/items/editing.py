"""Write an item, alone or from requests; change one, also when somebody else does."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.backlog.forms.items.item import ItemForm, NewItemForm, key_from, version_from
from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.selectors.items.differences import plain_of
from gouvernail.backlog.services.items.items import StaleItem, item_create, item_edit
from gouvernail.backlog.views.items.story import found
from gouvernail.backlog.views.items.undo import undo_kept
from gouvernail.backlog.views.moves import address
from gouvernail.strategy.selectors.compass import compass_now, objectives_active
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.forms.member_field import OFFERED
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.people import called, named
from gouvernail.workspaces.services.door import require

_CONFLICT = 409
_LONGEST = 80


@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: WorkspaceRequest) -> HttpResponse:
    """Write an item; `?request=12` names a request that it answers, as often as there are."""
    require(request.member, Right.ITEM_EDIT)
    form = NewItemForm(request.POST or None, search=_search(request), initial=_from_requests(request))
    if request.method == "POST" and form.is_valid():
        try:
            item = item_create(actor=request.member, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(
                request,
                _("%(key)s is written.") % {"key": item.key},
                undo=address(request, "item_remove", item.pk),
            )
            return redirect(address(request, "item_detail", item.pk))
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def item_change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change what an item is, what it serves, and who it concerns."""
    item = found(pk)
    require(request.member, Right.ITEM_EDIT)
    form = ItemForm(request.POST or None, search=_search(request), item=item)
    if request.method == "POST" and form.is_valid():
        return _written(request, item, form, dict(form.cleaned_data))
    return _page(request, form, item)


@require_POST
def item_resolve(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Write what the reader keeps of their own version, over the version that they were shown."""
    item = found(pk)
    require(request.member, Right.ITEM_EDIT)
    form = ItemForm(request.POST, search=_search(request), item=item)
    if not form.is_valid():
        return _page(request, form, item)
    kept = {name: value for name, value in form.cleaned_data.items() if request.POST.get(f"keep-{name}") == "mine"}
    return _written(request, item, form, kept)


@require_safe
def owner_find(request: WorkspaceRequest) -> HttpResponse:
    """Offer names that fit what is typed of who carries an item; `?as=` names the field where it is not `owner`."""
    require(request.member, Right.ITEM_EDIT)
    typed = request.GET.get(request.GET.get("as", "owner"), "").replace("\x00", "").strip()[:_LONGEST]
    people = Member.objects.select_related("user", "team").filter(is_active=True)
    rows = called(typed, people)[:OFFERED] if len(typed) > 1 else []
    found = [(named(row), row.title or (str(row.team) if row.team else "")) for row in rows]
    return render(request, "workspaces/people_found.html", {"found": found})


def _search(request: WorkspaceRequest) -> str:
    return address(request, "owner_find")


def _written(request: WorkspaceRequest, item: Item, form: ItemForm, fields: dict[str, object]) -> HttpResponse:
    before = plain_of(item, fields)
    try:
        saved = item_edit(actor=request.member, item=item, version=version_from(request.POST), **fields)
    except StaleItem as stale:
        return render(request, "backlog/items/conflict.html", {"stale": stale, "form": form}, status=_CONFLICT)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _page(request, form, item)
    said(request, _("%(key)s is saved.") % {"key": item.key}, undo=undo_kept(request, before, saved))
    return redirect(address(request, "item_detail", item.pk))


def _from_requests(request: WorkspaceRequest) -> dict[str, object]:
    """Begin an item with what the first request that it answers says."""
    keys = [key_from(text) for text in request.GET.getlist("request")]
    rows = list(Request.objects.filter(pk__in=keys, removed_at=None).select_related("objective").order_by("pk"))
    if not rows:
        return {}
    first = rows[0]
    aims = [one.objective for one in rows if one.objective is not None and one.objective.is_active]
    return {
        "title": first.title,
        "text": "\n\n".join(one.need for one in rows),
        "objective": aims[0] if aims else None,
        "claimed_urgency": first.claimed_urgency,
        "claimed_by": first.team_id if first.claimed_urgency is not None else None,
        "requests": rows,
    }


def _page(request: WorkspaceRequest, form: ItemForm, item: Item | None) -> HttpResponse:
    asked = form["requests"].value() if "requests" in form.fields else []
    keys = [key_from(getattr(one, "pk", one)) for one in asked or []]
    context = {
        "form": form,
        "item": item,
        "version": version_from(request.POST) or (item.version if item else 0),
        "asked": list(Request.objects.filter(pk__in=keys)),
        "compass": compass_now(),
        "objectives": objectives_active(),
        "back": address(request, "item_detail", item.pk) if item else address(request, "item_list"),
    }
    return render(request, "backlog/items/form.html", context, status=INVALID if form.is_bound else 200)
