"""The form of a duty: what it is and who holds it, without any script."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import Letter
from gouvernail.workspaces.forms.duties import DutyForm, kept_from, letters_from, version_from
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import DataObject, Duty, Member
from gouvernail.workspaces.selectors.duties import letters_of, letters_proposed, proposal_for
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.duties import duty_add as add
from gouvernail.workspaces.services.duty_edit import Draft, StaleDuty
from gouvernail.workspaces.services.duty_edit import duty_edit as edit
from gouvernail.workspaces.views.governance import address, asked_words, back, frame, key_of

_CONFLICT = 409
_FOUND = 20


@dataclass(frozen=True)
class Line:
    """One person in the form, with the letters that are ticked."""

    member: Member
    letters: frozenset[str]


@require_http_methods(["GET", "HEAD", "POST"])
def duty_add(request: WorkspaceRequest) -> HttpResponse:
    """Add a duty; that of a data object comes filled in from the template."""
    require(request.member, Right.DUTY_EDIT)
    about = DataObject.objects.filter(pk=key_of(request.GET.get("data_object")), is_active=True).first()
    offered = proposal_for(request.member, about) if about else None
    initial = {"label": offered.label, "description": offered.description, "data_object": about} if offered else {}
    form = DutyForm(request.POST or None, initial=initial)
    letters = letters_from(request.POST) if form.is_bound else letters_proposed(offered) if offered else {}
    if not form.is_bound or "find" in request.POST or not form.is_valid():
        return _page(request, form, letters)
    try:
        row = add(actor=request.member, letters=letters, code=offered.code if offered else "", **form.cleaned_data)
    except ValidationError as refusal:
        return _page(request, form, letters, refusal)
    said(request, _("“%(duty)s” is added.") % {"duty": row})
    return redirect(address(request, "duty", row.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def duty_edit(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Change what a duty is and who holds it."""
    require(request.member, Right.DUTY_EDIT)
    row = get_object_or_404(Duty.objects.select_related("data_object"), pk=key, is_active=True)
    held, version = letters_of(row), row.version
    form = DutyForm(request.POST or None, instance=row)
    letters = {**held, **letters_from(request.POST)} if form.is_bound else held
    if not form.is_bound or "find" in request.POST or not form.is_valid():
        return _page(request, form, letters, version=version)
    draft = Draft(fields=form.cleaned_data, letters=letters_from(request.POST))
    try:
        edit(actor=request.member, duty=row, version=version_from(request.POST), draft=draft)
    except StaleDuty as stale:
        context = frame(request, "matrix", stale=stale, next=request.POST.get("next", ""))
        return answer(request, "workspaces/duty_conflict.html", context, status=_CONFLICT)
    except ValidationError as refusal:
        return _page(request, form, letters, refusal, version=version)
    said(request, _("“%(duty)s” is saved.") % {"duty": row})
    return back(request, "duty", row.pk)


@require_POST
def duty_resolve(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Write what the reader keeps of their own version, over the version that they were shown."""
    row = get_object_or_404(Duty, pk=key)
    fields, letters = kept_from(request.POST)
    chosen: dict[str, object] = dict(fields)
    if "data_object" in fields:
        about = fields["data_object"]
        chosen["data_object"] = get_object_or_404(DataObject, pk=key_of(about)) if about else None
    try:
        draft = Draft(fields=chosen, letters=letters)
        edit(actor=request.member, duty=row, version=version_from(request.POST), draft=draft)
    except StaleDuty as stale:
        context = frame(request, "matrix", stale=stale, next=request.POST.get("next", ""))
        return answer(request, "workspaces/duty_conflict.html", context, status=_CONFLICT)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
        return back(request, "duty", row.pk)
    said(request, _("“%(duty)s” is saved as you chose.") % {"duty": row})
    return back(request, "duty", row.pk)


def _page(
    request: WorkspaceRequest,
    form: DutyForm,
    letters: Mapping[int, frozenset[str]],
    refusal: ValidationError | None = None,
    *,
    version: int = 1,
) -> HttpResponse:
    """Show the form, with the people who hold the duty and those whom the reader looks for."""
    if refusal is not None:
        form.add_error(None, " ".join(refusal.messages))
    text = asked_words(request.POST, "person")
    people = list(Member.objects.select_related("user").filter(pk__in=letters).order_by("user__name", "pk"))
    found = Member.objects.select_related("user").filter(is_active=True).exclude(pk__in=letters).order_by("user__name")
    for word in text.split():
        found = found.filter(user__name__icontains=word)
    found = found if text else found.filter(pk=key_of(request.GET.get("member")))
    lines = [Line(one, letters.get(one.pk, frozenset())) for one in [*people, *found[:_FOUND]]]
    context = frame(
        request,
        "matrix",
        form=form,
        duty=form.instance if form.instance.pk else None,
        version=version_from(request.POST) or version,
        lines=lines,
        letters=Letter,
        text=text,
        next=request.POST.get("next", ""),
    )
    is_refused = form.is_bound and "find" not in request.POST
    return answer(request, "workspaces/duty_form.html", context, status=INVALID if is_refused else 200)
