"""The page of one item, and the whole of its history."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gouvernail.backlog.forms.comments import AttachForm, CommentForm
from gouvernail.backlog.forms.items.parts import AimForm, EffortForm, LinkForm, NeedForm, OriginForm
from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.items.listing import items_here
from gouvernail.backlog.selectors.items.story import acts_on, item_get, story_of
from gouvernail.strategy.selectors.compass import objectives_active
from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may

_KNOWN = 40  # items offered while one types a key


def found(key: int) -> Item:
    """Find an item that was not removed, or say that there is none."""
    item = item_get(key)
    if item is None:
        raise Http404
    return item


@require_safe
def item_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Tell the whole story of an item."""
    return story_page(request, found(pk))


@require_safe
def item_history(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Tell everything that was done to an item, newest first."""
    item = found(pk)
    acts, after = acts_on(item, request.GET.get("after", ""))
    return answer(request, "backlog/items/history.html", {"item": item, "acts": acts, "after": after}, part="acts")


def story_page(request: WorkspaceRequest, item: Item, **refused: Any) -> HttpResponse:
    """Show an item; a form that was refused (`effort=`, `link=`...) stands where it was filled in, with its errors."""
    forms: dict[str, Any] = {
        "need": NeedForm(),
        "origin": OriginForm(),
        "effort": EffortForm(initial={"team": request.member.team_id}),
        "link": LinkForm(),
        "comment": CommentForm(),
        "attach": AttachForm(),
        "aim": AimForm(),
    }
    story = story_of(item, request.member)
    context = {
        "item": item,
        "story": story,
        "forms": forms | refused,
        "refused": next(iter(refused), ""),
        "objectives": objectives_active() if story.is_off_compass else [],
        "known": items_here().exclude(pk=item.pk).order_by("-number")[:_KNOWN],
        "may_edit": may(request.member, Right.ITEM_EDIT),
        "may_guess": may(request.member, Right.EFFORT_EDIT),
        "may_comment": may(request.member, Right.COMMENT_ADD),
    }
    return render(request, "backlog/items/item.html", context, status=INVALID if refused else 200)
