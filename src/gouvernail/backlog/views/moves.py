"""Where to go once an act is done."""

from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gouvernail.workspaces.middleware import WorkspaceRequest


def address(request: WorkspaceRequest, name: str, *keys: int) -> str:
    """Give the address of a page of this room in the reader's workspace."""
    return reverse(f"backlog:{name}", args=[request.workspace.slug, *keys])


def back(request: WorkspaceRequest, default: str) -> HttpResponseRedirect:
    """Go back to the page where the act was asked for (`next`), if it is one of ours."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if is_ours else default)


def given(request: WorkspaceRequest) -> QueryDict:
    """Read what an act is about: an undo says it in its address, a form in its body."""
    return request.GET or request.POST
