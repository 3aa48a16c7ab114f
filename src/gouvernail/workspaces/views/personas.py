"""Demo mode only: choose whom to play."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gouvernail.workspaces.selectors.personas import personas
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.personas import persona_enter


@login_not_required
@require_safe
def persona_list(request: HttpRequest) -> HttpResponse:
    """Show the people of the demonstration."""
    if not settings.DEMO:
        raise Http404
    return render(request, "workspaces/persona_list.html", {"personas": personas()})


@login_not_required
@require_POST
def persona_play(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as one of them."""
    try:
        persona_enter(request=request, key=pk)
    except Forbidden as refusal:
        raise Http404 from refusal
    return redirect("web:home")
