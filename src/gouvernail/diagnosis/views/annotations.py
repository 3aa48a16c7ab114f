"""Notes of reviewers."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.diagnosis.forms.reports import NoteForm
from gouvernail.diagnosis.models import Annotation, Report
from gouvernail.diagnosis.selectors.annotations import annotation_get
from gouvernail.diagnosis.selectors.reports import reader_language
from gouvernail.diagnosis.services.annotations import annotation_add, annotation_edit, annotation_remove
from gouvernail.diagnosis.services.wordings import contents_of
from gouvernail.diagnosis.views.finding import found
from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require


@require_http_methods(["GET", "HEAD", "POST"])
def annotation_add_view(request: WorkspaceRequest, pk: int, about: str, part: str = "") -> HttpResponse:
    """Write a note on one part of a report."""
    require(request.member, Right.DIAGNOSIS_ANNOTATE)
    report = found(pk)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            annotation_add(actor=request.member, report=report, about=about, part=part, text=form.cleaned_data["text"])
            return _back(request, report, about, part)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
    return _page(request, report, form, _name(report, about, part))


@require_http_methods(["GET", "HEAD", "POST"])
def annotation_edit_view(request: WorkspaceRequest, pk: int, note: int) -> HttpResponse:
    """Change one's own note."""
    report, own = found(pk), _note(found(pk), note)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"text": own.text})
    require(request.member, Right.DIAGNOSIS_ANNOTATE)
    if form.is_valid():
        annotation_edit(actor=request.member, note=own, text=form.cleaned_data["text"])
        return _back(request, report, own.about, own.part)
    return _page(request, report, form, _name(report, own.about, own.part))


@require_POST
def annotation_remove_view(request: WorkspaceRequest, pk: int, note: int) -> HttpResponse:
    """Take one's own note away."""
    report = found(pk)
    own = annotation_remove(actor=request.member, note=_note(report, note))
    undo = reverse("diagnosis:annotation_restore", args=[request.workspace.slug, report.pk, own.pk])
    said(request, _("The note was removed."), undo=undo)
    return _back(request, report, own.about, own.part)


@require_POST
def annotation_restore_view(request: WorkspaceRequest, pk: int, note: int) -> HttpResponse:
    """Bring one's own note back."""
    report = found(pk)
    own = annotation_remove(actor=request.member, note=_note(report, note), is_undone=True)
    said(request, _("The note is back."))
    return _back(request, report, own.about, own.part)


def _note(report: Report, pk: int) -> Annotation:
    note = annotation_get(report, pk)
    if note is None:
        raise Http404
    return note


def _back(request: WorkspaceRequest, report: Report, about: str, part: str) -> HttpResponse:
    address = reverse("diagnosis:report_detail", args=[request.workspace.slug, report.pk])
    return redirect(f"{address}#{about}-{part}" if part else address)


def _page(request: WorkspaceRequest, report: Report, form: NoteForm, name: str) -> HttpResponse:
    context = {"report": report, "form": form, "name": name, "back": _back_address(request, report)}
    return answer(request, "diagnosis/annotation.html", context, status=INVALID if form.errors else 200)


def _back_address(request: WorkspaceRequest, report: Report) -> str:
    return reverse("diagnosis:report_detail", args=[request.workspace.slug, report.pk])


def _name(report: Report, about: str, part: str) -> str:
    """Name what a note is about, in the reader's language; nothing that the report has raises 404."""
    said_of = contents_of(report, reader_language())
    names = {
        "report": {"": report.title},
        "symptom": {one["id"]: one["quote"] for one in said_of["symptoms"]},
        "cause": {
            one["id"]: one["name"] for one in (*said_of["causes"], *said_of["other_causes"], *said_of["unheard_causes"])
        },
        "indicator": {one["id"]: one["name"] for family in said_of["families"] for one in family["findings"]},
    }
    try:
        return str(names[about][part])
    except KeyError as error:
        raise Http404 from error
