"""The three scales, read by everybody and written with a reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.forms.assessments.rounds import UNKNOWN, CalibrationForm, ScaleForm
from gouvernail.backlog.models import Calibration, Opinion
from gouvernail.backlog.selectors.assessments.judges import filters_for
from gouvernail.backlog.selectors.assessments.scales import ScaleView, scales_of
from gouvernail.backlog.services.assessments.opinions import calibration_rate
from gouvernail.backlog.services.assessments.scales import calibration_edit, scale_edit
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import require


@require_safe
def scale_list(request: WorkspaceRequest) -> HttpResponse:
    """Show the scales, with what the reader answered to the items that everybody knows."""
    own = Opinion.objects.filter(rater=request.member, calibration__isnull=False)
    context = {
        "scales": list(scales_of(request.workspace).values()),
        "own": dict(own.values_list("calibration", "level")),
        "judged": filters_for(request.member),
        "may_edit": may(request.member, Right.RANKING_EDIT),
        "levels": range(6),
        "unknown": UNKNOWN,
    }
    return render(request, "backlog/assessments/scales.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def scale_change(request: WorkspaceRequest, scale: str) -> HttpResponse:
    """Say what the levels of a filter mean here."""
    require(request.member, Right.RANKING_EDIT)
    view = _scale(request, scale)
    form = ScaleForm(request.POST or None, anchors=dict(view.anchors))
    if request.method == "POST" and form.is_valid():
        try:
            scale_edit(
                actor=request.member,
                scale=scale,
                texts=form.texts(),
                reason=str(form.cleaned_data["reason"]),
                is_rewording=bool(form.cleaned_data["is_rewording"]),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("The scale is written; its reason stays in the trail."))
            return redirect("backlog:scale_list", request.workspace.slug)
    context = {"form": form, "scale": view}
    return render(request, "backlog/assessments/scale_form.html", context, status=INVALID if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def calibration_change(request: WorkspaceRequest, scale: str, position: int) -> HttpResponse:
    """Choose an item that everybody knows."""
    require(request.member, Right.RANKING_EDIT)
    view = _scale(request, scale)
    row = next((one for one in view.calibrations if one.position == position), None)
    initial = {"title": row.title, "text": row.text, "level": row.level} if row else {}
    form = CalibrationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            calibration_edit(actor=request.member, scale=scale, position=position, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("Everybody rates it first from now on."))
            return redirect("backlog:scale_list", request.workspace.slug)
    context = {"form": form, "scale": view}
    return render(request, "backlog/assessments/scale_form.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def calibration_rated(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Rate an item that everybody knows."""
    row = get_object_or_404(Calibration, pk=pk)
    given = request.POST.get("level", "")
    level = int(given) if given.isdecimal() else None
    try:
        calibration_rate(actor=request.member, calibration=row, level=level)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
    else:
        said(request, _("Kept."))
    return redirect("backlog:scale_list", request.workspace.slug)


def _scale(request: WorkspaceRequest, name: str) -> ScaleView:
    if name not in Filter.values:
        raise Http404
    return scales_of(request.workspace)[Filter(name)]
