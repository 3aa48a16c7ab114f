"""Evidence of an urgency: brought, changed, read, verified by a second person."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.backlog.forms.comments import AttachForm
from gouvernail.backlog.forms.urgency.evidence import EvidenceForm, VerifyForm
from gouvernail.backlog.models import Evidence
from gouvernail.backlog.selectors.rules import rules_now, today_in
from gouvernail.backlog.selectors.urgency.overview import overview_on
from gouvernail.backlog.selectors.urgency.shown import may_change, urgency_of
from gouvernail.backlog.services.urgency.evidences import (
    StaleEvidence,
    evidence_add,
    evidence_attach,
    evidence_edit,
    evidence_remove,
    evidence_renew,
    evidence_verify,
    evidences_check_files,
)
from gouvernail.backlog.views.items.story import found as item_found
from gouvernail.backlog.views.moves import address
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import require

_CONFLICT = 409


@require_safe
def evidence_list(request: WorkspaceRequest) -> HttpResponse:
    """Show what waits for a proof, and what the claims of each team were worth."""
    today = today_in(request.workspace)
    context = {
        "overview": overview_on(rules_now(request.workspace), today, request.member),
        "today": today,
        "may_verify": may(request.member, Right.EVIDENCE_VERIFY),
    }
    return render(request, "backlog/urgency/overview.html", context)


@require_safe
def evidence_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show one evidence, its documents, and what it counts for."""
    return _page(request, _found(pk))


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Bring an evidence for an item."""
    item = item_found(pk)
    require(request.member, Right.EVIDENCE_ADD)
    form = EvidenceForm()
    if request.method == "POST":
        sent = request.FILES  # reading them lets the first handler say that they are too large
        form = EvidenceForm(request.POST, sent, refused_bytes=getattr(request, "refused_bytes", 0))
        if form.is_valid():
            try:
                row = evidence_add(actor=request.member, item=item, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, _beside(refusal, form))
            else:
                said(request, _("The evidence is kept."), undo=address(request, "evidence_remove", row.pk))
                return redirect("backlog:evidence_detail", request.workspace.slug, row.pk)
    context = {"form": form, "item": item, "back": address(request, "item_detail", pk)}
    return render(request, "backlog/urgency/form.html", context, status=INVALID if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change an evidence; what was verified has to be verified again."""
    row, status = _found(pk), 200
    require(request.member, Right.EVIDENCE_ADD if may_change(request.member, row) else Right.REQUEST_TRIAGE)
    form = EvidenceForm(request.POST or None, evidence=row)
    if request.method == "POST" and form.is_valid():
        try:
            evidence_edit(actor=request.member, evidence=row, version=_version(request), **form.cleaned_data)
        except StaleEvidence as stale:
            row, status = stale.evidence, _CONFLICT
            form.add_error(None, _("Somebody changed this evidence meanwhile. Save again to keep what you wrote."))
        except ValidationError as refusal:
            form.add_error(None, _beside(refusal, form))
        else:
            said(request, _("Saved."))
            return redirect("backlog:evidence_detail", request.workspace.slug, pk)
    context = {"form": form, "item": row.item, "evidence": row, "back": address(request, "evidence_detail", pk)}
    status = status if status == _CONFLICT or not form.is_bound else INVALID
    return render(request, "backlog/urgency/form.html", context, status=status)


@require_POST
def evidence_verified(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say what a second person found."""
    row = _found(pk)
    require(request.member, Right.EVIDENCE_VERIFY)
    form = VerifyForm(request.POST)
    if form.is_valid():
        try:
            evidence_verify(actor=request.member, evidence=row, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("What you found is written down."))
            return redirect("backlog:evidence_detail", request.workspace.slug, pk)
    return _page(request, row, verify=form)


@require_POST
def evidence_renewed(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say that an evidence still holds."""
    evidence_renew(actor=request.member, evidence=_found(pk))
    said(request, _("Confirmed: it counts in full again."))
    return redirect("backlog:evidence_detail", request.workspace.slug, pk)


@require_POST
def evidence_attached(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Add a document."""
    row = _found(pk)
    require(request.member, Right.EVIDENCE_ADD)
    sent = request.FILES  # reading them lets the first handler say that they are too large
    form = AttachForm(request.POST, sent, refused_bytes=getattr(request, "refused_bytes", 0))
    if form.is_valid():
        try:
            for file in form.cleaned_data["file"]:
                evidence_attach(actor=request.member, evidence=row, file=file)
        except ValidationError as refusal:
            said(request, " ".join(refusal.messages), level=messages.ERROR)
        else:
            said(request, _("The document is kept."))
        return redirect("backlog:evidence_detail", request.workspace.slug, pk)
    return _page(request, row, attach=form)


@require_POST
def evidence_removed(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take an evidence away."""
    row = _found(pk)
    evidence_remove(actor=request.member, evidence=row)
    said(request, _("The evidence is removed."), undo=address(request, "evidence_restore", pk))
    return redirect("backlog:item_detail", request.workspace.slug, row.item_id)


@require_POST
def evidence_restored(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Bring an evidence back."""
    row = Evidence.objects.select_related("item").filter(pk=pk, item__removed_at=None).first()
    if row is None:
        raise Http404
    evidence_remove(actor=request.member, evidence=row, is_undone=True)
    said(request, _("The evidence is back."))
    return redirect("backlog:evidence_detail", request.workspace.slug, pk)


def _found(key: int) -> Evidence:
    rows = Evidence.objects.select_related("item__objective", "author__user", "owner__user", "verified_by__user")
    row = rows.filter(pk=key, removed_at=None, item__removed_at=None).first()
    if row is None:
        raise Http404
    return row


def _page(request: WorkspaceRequest, row: Evidence, **refused: Any) -> HttpResponse:
    missing = evidences_check_files(item=row.item) if request.method == "POST" else []
    rules, today = rules_now(request.workspace), today_in(request.workspace)
    shown = urgency_of(row.item, request.member, rules, today)
    own = next(one for one in shown.evidences if one.evidence.pk == row.pk)
    forms = {"verify": VerifyForm(), "attach": AttachForm()} | refused
    context = {
        "item": row.item,
        "shown": own,
        "evidence": own.evidence,
        "urgency": shown,
        "forms": forms,
        "missing": missing,
        "today": today,
    }
    return render(request, "backlog/urgency/evidence.html", context, status=INVALID if refused else 200)


def _version(request: WorkspaceRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else 0


def _beside(refusal: ValidationError, form: EvidenceForm) -> ValidationError | dict[str, list[str]]:
    """Put what is said of a field beside it, and the rest above the form."""
    if not hasattr(refusal, "error_dict"):
        return refusal
    said_of = {"file": "files"}
    named: dict[Any, list[str]] = {}
    for name, sentences in refusal.message_dict.items():
        field = said_of.get(name, name)
        named.setdefault(field if field in form.fields else None, []).extend(sentences)
    return ValidationError(named)
