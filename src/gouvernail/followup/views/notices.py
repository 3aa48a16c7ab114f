"""What the product told the reader."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gouvernail.followup.models import Notice
from gouvernail.followup.selectors.notices import items_told
from gouvernail.followup.services import notices
from gouvernail.web.toasts import said
from gouvernail.workspaces.middleware import WorkspaceRequest

_PAGE = 30


@require_safe
def notice_list(request: WorkspaceRequest) -> HttpResponse:
    """List the reader's notices, the last first."""
    rows = Notice.objects.filter(member=request.member)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    has_unread = rows.filter(read_at=None).exists()
    became = items_told(page)
    context = {"page": page, "lines": [(one, became.get(one.pk, ())) for one in page], "has_unread": has_unread}
    return render(request, "followup/notice_list.html", context)


@require_POST
def notice_open(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Note that a notice was read, and go where it leads."""
    notice = get_object_or_404(Notice, pk=pk, member=request.member)
    notices.notice_read(actor=request.member, notice=notice)
    return redirect(notice.url)


@require_POST
def notices_read(request: WorkspaceRequest) -> HttpResponse:
    """Note that all notices were read."""
    notices.notices_read(actor=request.member)
    said(request, _("All read."))
    return redirect("followup:notice_list", request.workspace.slug)
