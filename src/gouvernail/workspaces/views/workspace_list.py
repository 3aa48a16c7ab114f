"""Where a person is a member, and a new workspace."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scopes_disabled

from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.forms.workspaces import PRODUCTS, WorkspaceForm
from gouvernail.workspaces.models import User
from gouvernail.workspaces.selectors.awaiting import awaiting
from gouvernail.workspaces.selectors.members import memberships_of
from gouvernail.workspaces.services.workspaces import workspace_create as create

_CARDS = 50  # what awaits is asked of each: beyond, only the names


@require_safe
def workspace_list(request: HttpRequest) -> HttpResponse:
    """List the workspaces of the reader, the last opened first, with what awaits in each."""
    assert isinstance(request.user, User)  # noqa: S101  # the middleware lets nobody else in
    with scopes_disabled():
        memberships = list(memberships_of(request.user))
    is_menu = bool(request.headers.get("HX-Request"))
    cards = [
        (member, awaiting(member) if place < _CARDS and not is_menu else []) for place, member in enumerate(memberships)
    ]
    return render(request, "workspaces/workspace_list.html", {"cards": cards})


@require_http_methods(["GET", "HEAD", "POST"])
def workspace_create(request: HttpRequest) -> HttpResponse:
    """Make a workspace in one page."""
    assert isinstance(request.user, User)  # noqa: S101  # the middleware lets nobody else in
    initial = {"language": (get_language() or settings.LANGUAGE_CODE)[:2]}
    form = WorkspaceForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        fields = {**form.settings(), "time_zone": request.user.time_zone}
        try:
            member = create(user=request.user, teams=form.teams(), **fields)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s is ready. Here is what to do first.") % {"name": member.workspace})
            return redirect("workspace:workspace_start", member.workspace.slug)
    context = {"form": form, "products": PRODUCTS}
    return answer(request, "workspaces/workspace_create.html", context, status=INVALID if form.is_bound else 200)
