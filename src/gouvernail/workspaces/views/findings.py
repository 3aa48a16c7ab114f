"""What is wrong with the duties: findings, their fixes, and those set aside."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.bridge import finding_of
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.forms.duties import SetAsideForm
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import SetAside
from gouvernail.workspaces.selectors.finding_words import say
from gouvernail.workspaces.selectors.findings import findings_now
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.findings import finding_bring_back as bring_back
from gouvernail.workspaces.services.findings import finding_set_aside as set_aside
from gouvernail.workspaces.views.governance import address, frame

_PAGE = 25


@require_safe
def findings(request: WorkspaceRequest) -> HttpResponse:
    """List what is wrong, the worst first, each with its fix."""
    require(request.member, Right.FINDING_READ)
    judged = findings_now(request.member)
    level = request.GET.get("level", "")
    counts = judged.counts()
    page = Paginator(judged.points(level), _PAGE).get_page(request.GET.get("page"))
    shown = [finding_of(point) for point in page]
    words = say([*shown, *(finding for finding, _row in judged.aside[:_PAGE])], request.member)
    context = frame(
        request,
        "findings",
        page=page,
        said=words[: len(shown)],
        aside=list(zip(words[len(shown) :], (row for _finding, row in judged.aside), strict=False)),
        counts=counts,
        total=sum(number for _level, number in counts),
        level=level,
    )
    return answer(request, "workspaces/findings.html", context)


@require_safe
def finding_counts(request: WorkspaceRequest) -> HttpResponse:
    """Count what is wrong, for the head of the other pages: asked apart, so that they do not wait for it."""
    require(request.member, Right.FINDING_READ)
    context = {"counts": findings_now(request.member).counts()}
    return answer(request, "workspaces/finding_counts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def finding_set_aside(request: WorkspaceRequest, digest: str) -> HttpResponse:
    """Ask why and until when, and put a finding aside."""
    require(request.member, Right.DUTY_EDIT)
    found = findings_now(request.member).find(digest)
    if found is None:
        raise Http404
    form = SetAsideForm(request.POST or None, today=today_of(request.member))
    context = frame(
        request, "findings", form=form, said=say([found], request.member)[0], back=address(request, "findings")
    )
    if not form.is_bound or not form.is_valid():
        status = INVALID if form.is_bound else 200
        return answer(request, "workspaces/finding_set_aside.html", context, status=status)
    try:
        row = set_aside(actor=request.member, key=found.key, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return answer(request, "workspaces/finding_set_aside.html", context, status=INVALID)
    undo = address(request, "finding_bring_back", row.pk)
    said(request, _("Set aside. It comes back on the day that you chose."), undo=undo)
    return redirect(address(request, "findings"))


@require_POST
def finding_bring_back(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Show a finding again."""
    bring_back(actor=request.member, row=get_object_or_404(SetAside, pk=key))
    said(request, _("The finding is shown again."))
    return redirect(address(request, "findings"))
