"""What the pages of governance share: who may do what there, and the way back."""

from typing import Any

from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may

_LONGEST = 200
_TOO_LONG = 19  # digits: what a key of the database may have


def frame(request: WorkspaceRequest, tab: str, **context: Any) -> dict[str, Any]:
    """Give a page of governance its tab, and what its reader may do."""
    return {
        "tab": tab,
        "can_edit": may(request.member, Right.DUTY_EDIT),
        "can_check": may(request.member, Right.FINDING_READ),
        **context,
    }


def address(request: WorkspaceRequest, name: str, *keys: object) -> str:
    """Give the address of a page of this workspace."""
    return reverse(f"workspace:{name}", args=[request.workspace.slug, *keys])


def back(request: WorkspaceRequest, name: str, *keys: object) -> HttpResponseRedirect:
    """Go back to where the reader came from, if it is one of our pages; else to the page of that name."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return redirect(asked if is_ours else address(request, name, *keys))


def asked_words(data: QueryDict, name: str) -> str:
    """Read what the reader looks for; a character that no database keeps is left out."""
    return data.get(name, "").replace("\x00", "").strip()[:_LONGEST]


def key_of(text: str | None) -> int:
    """Read the key of a row from an address; a forged one names no row."""
    given = text or ""
    return int(given) if given.isdecimal() and given.isascii() and len(given) < _TOO_LONG else 0
