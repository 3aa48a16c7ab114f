"""The items as a list."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gouvernail.backlog.forms.items.filter import ItemFilter
from gouvernail.backlog.selectors.items.alignment import off_compass_count
from gouvernail.backlog.selectors.items.listing import REMOVED, items_wanted, page_of
from gouvernail.web.fragments import answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may


@require_safe
def item_list(request: WorkspaceRequest) -> HttpResponse:
    """List the items: search, filter, sort, page by page."""
    may_edit = may(request.member, Right.ITEM_EDIT)
    form = ItemFilter(request.GET, with_removed=may_edit)
    wanted = form.wanted()
    page = page_of(items_wanted(wanted), request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_filtered": any(value for key, value in request.GET.items() if key not in {"sort", "page"}),
        "shows_removed": wanted.state == REMOVED,
        "off": off_compass_count(),
        "may_edit": may_edit,
        "tab": "list",
    }
    return answer(request, "backlog/items/list.html", context, part="lines")
