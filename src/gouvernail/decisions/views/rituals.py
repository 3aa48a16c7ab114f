"""Rituals: the list, one of them, and the forms that make, change and stop them."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.decisions.forms.rituals import RitualForm
from gouvernail.decisions.models import Ritual
from gouvernail.decisions.selectors.rituals import expected_at, ritual_view, rituals_of
from gouvernail.decisions.services.rituals import ritual_create, ritual_edit, ritual_stop, rituals_propose
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import require

_SHOWN = 24  # meetings on the page of a ritual


@require_safe
def ritual_list(request: WorkspaceRequest) -> HttpResponse:
    """List the rituals: what is next, and how they keep to their dates."""
    rituals = rituals_of(request.workspace, timezone.now())
    context = {"rituals": rituals, "may_edit": may(request.member, Right.RITUAL_EDIT)}
    return render(request, "decisions/ritual_list.html", context)


@require_safe
def ritual_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show one ritual, its meetings to come and past, and who is expected."""
    ritual = get_object_or_404(Ritual.objects.select_related("owner__user", "workspace"), pk=pk)
    now = timezone.now()
    meetings = ritual.meetings.prefetch_related("attendances")
    context = {
        "view": ritual_view(ritual, now),
        "ritual": ritual,
        "coming": meetings.filter(starts_at__gte=now).order_by("starts_at")[:_SHOWN],
        "past": meetings.filter(starts_at__lt=now).order_by("-starts_at")[:_SHOWN],
        "expected": expected_at(ritual),
        "may_edit": may(request.member, Right.RITUAL_EDIT),
        "may_note": may(request.member, Right.RITUAL_EDIT) or ritual.owner_id == request.member.pk,
    }
    return render(request, "decisions/ritual_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ritual_new(request: WorkspaceRequest) -> HttpResponse:
    """Make a ritual."""
    require(request.member, Right.RITUAL_EDIT)
    form = RitualForm(request.POST or None, initial={"owner": request.member.pk})
    if request.method == "POST" and form.is_valid():
        try:
            ritual = ritual_create(actor=request.member, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said(request, _("The ritual is planned."), undo=_address(request, "ritual_stop", ritual.pk))
            return redirect("decisions:ritual_detail", request.workspace.slug, ritual.pk)
    return _form(request, form, _("New ritual"), back=_address(request, "ritual_list"))


@require_http_methods(["GET", "HEAD", "POST"])
def ritual_change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change a ritual."""
    require(request.member, Right.RITUAL_EDIT)
    ritual = get_object_or_404(Ritual, pk=pk)
    form = RitualForm(request.POST or None, ritual=ritual)
    if request.method == "POST" and form.is_valid():
        try:
            ritual_edit(actor=request.member, ritual=ritual, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said(request, _("Saved."))
            return redirect("decisions:ritual_detail", request.workspace.slug, pk)
    return _form(request, form, ritual.label, back=_address(request, "ritual_detail", pk))


@require_POST
def ritual_stopped(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Stop a ritual."""
    ritual = get_object_or_404(Ritual, pk=pk)
    ritual_stop(actor=request.member, ritual=ritual)
    said(request, _("The ritual is stopped; its past is kept."), undo=_address(request, "ritual_start", pk))
    return redirect("decisions:ritual_list", request.workspace.slug)


@require_POST
def ritual_started(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Start a stopped ritual again."""
    ritual = get_object_or_404(Ritual, pk=pk)
    ritual_stop(actor=request.member, ritual=ritual, is_active=True)
    said(request, _("The ritual runs again."), undo=_address(request, "ritual_stop", pk))
    return redirect("decisions:ritual_detail", request.workspace.slug, pk)


@require_POST
def ritual_usual(request: WorkspaceRequest) -> HttpResponseRedirect:
    """Plan the usual rituals in one click."""
    made = rituals_propose(actor=request.member)
    said(request, _("%(count)s rituals are planned.") % {"count": len(made)})
    return redirect("decisions:ritual_list", request.workspace.slug)


def _form(request: WorkspaceRequest, form: RitualForm, title: str, *, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "decisions/ritual_form.html", context, status=INVALID if form.is_bound else 200)


def _address(request: WorkspaceRequest, name: str, *keys: int) -> str:
    return reverse(f"decisions:{name}", args=[request.workspace.slug, *keys])
