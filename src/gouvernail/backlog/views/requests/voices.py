"""Me too: one click, one voice, taken back as easily."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.backlog.forms.requests.asking import VoiceForm
from gouvernail.backlog.models import Request, Voice
from gouvernail.backlog.selectors.requests.merged import target_of
from gouvernail.backlog.services.requests.voices import voice_add, voice_edit, voice_remove
from gouvernail.backlog.views.moves import address
from gouvernail.backlog.views.requests.detail import found, request_page
from gouvernail.web.fragments import answer, is_fragment
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require


@require_POST
def request_voice(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say that one has the same need."""
    row = found(pk)
    try:
        voice = voice_add(actor=request.member, request=row)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
        return _after(request, row, is_mine=False)
    if voice is None:
        said(request, _("You asked for this yourself: your voice counts already."), level=messages.INFO)
        return _after(request, row, is_mine=True)
    text = _("Your voice counts for %(key)s. You may add your words.") % {"key": voice.request.key}
    undo = "" if is_fragment(request) else address(request, "request_voice_remove", voice.request_id)
    said(request, text, undo=undo)
    return _after(request, row, is_mine=True, can_undo=True)


@require_POST
def request_voice_remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take one's voice back."""
    row = found(pk)
    voice_remove(actor=request.member, request=row)
    undo = "" if is_fragment(request) else address(request, "request_voice", pk)
    said(request, _("Your voice is taken back."), undo=undo)
    return _after(request, row, is_mine=False)


@require_POST
def voice_change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say in one's own words what one's voice is about."""
    row = get_object_or_404(Voice.objects.select_related("request"), pk=pk, request__removed_at=None)
    require(request.member, Right.REQUEST_ADD)
    form = VoiceForm(request.POST)
    if form.is_valid():
        try:
            voice_edit(actor=request.member, voice=row, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("Your words are added."))
            return redirect(f"{address(request, 'request_detail', target_of(row.request).pk)}#voices")
    return request_page(request, found(target_of(row.request).pk), voice=form)


def _after(request: WorkspaceRequest, row: Request, *, is_mine: bool, can_undo: bool = False) -> HttpResponse:
    """Answer the button where it was pressed, in the middle of what one writes, or show the request."""
    if is_fragment(request):
        context = {"asked": row, "is_mine": is_mine, "can_undo": can_undo}
        return answer(request, "backlog/requests/_me_too.html", context, part="me_too")
    return redirect("backlog:request_detail", request.workspace.slug, target_of(row).pk)
