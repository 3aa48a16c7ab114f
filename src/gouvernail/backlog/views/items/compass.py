"""The items seen from the compass: the tree, what is off it, and where the effort goes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gouvernail.backlog.selectors.items.alignment import BRANCH, alignment, items_off_compass, off_compass_count
from gouvernail.backlog.selectors.items.listing import page_of
from gouvernail.strategy.selectors.compass import objectives_active
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may


@require_safe
def item_tree(request: WorkspaceRequest) -> HttpResponse:
    """Show the objectives with what serves each, and what serves none."""
    context = {
        "alignment": alignment(),
        "most": BRANCH,
        "may_edit": may(request.member, Right.ITEM_EDIT),
        "tab": "tree",
    }
    return render(request, "backlog/items/tree.html", context)


@require_safe
def item_off_compass(request: WorkspaceRequest) -> HttpResponse:
    """List the items without a reason; one click gives them one."""
    page = page_of(items_off_compass(), request.GET.get("page"))
    context = {
        "page": page,
        "objectives": objectives_active(),
        "may_edit": may(request.member, Right.ITEM_EDIT),
        "off": page.paginator.count,
        "tab": "off",
    }
    return render(request, "backlog/items/off_compass.html", context)


@require_safe
def alignment_page(request: WorkspaceRequest) -> HttpResponse:
    """Compare where the effort goes with what the compass says."""
    context = {"alignment": alignment(with_items=False), "off": off_compass_count(), "tab": "alignment"}
    return render(request, "backlog/items/alignment.html", context)
