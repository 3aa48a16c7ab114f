"""What every page needs to draw the shell."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from gouvernail.web.assets import MODULES, SHEETS
from gouvernail.web.navigation import Line, lines_for

THEME_COOKIE = "gouvernail_theme"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the templates the reader, the workspace, the rail and the look.

    The rail is drawn only where a template asks for it: a fragment does not pay for its counts.
    """
    workspace = getattr(request, "workspace", None)

    def rail() -> list[Line]:
        return lines_for(request, workspace.slug) if workspace is not None else []

    return {
        "member": getattr(request, "member", None),
        "workspace": workspace,
        "rail": SimpleLazyObject(rail),
        "theme": SimpleLazyObject(lambda: theme_of(request)),
        "sheets": SHEETS,
        "modules": MODULES,
        "is_demo": settings.DEMO,
        "is_debug": settings.DEBUG,
    }


def theme_of(request: HttpRequest) -> str:
    """Give the look that the reader chose: their account first, then the cookie, then that of the device."""
    chosen = getattr(getattr(request, "user", None), "theme", "") or request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in {"light", "dark"} else "system"
