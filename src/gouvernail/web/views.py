"""The shell's own pages: the way home, health, errors."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.views.decorators.http import require_safe

from gouvernail.web.assets import SHEETS
from gouvernail.web.context import THEME_COOKIE
from gouvernail.web.logs import request_id
from gouvernail.web.readiness import is_up_to_date


@require_safe
def home(_request: HttpRequest) -> HttpResponse:
    """Send the reader home, which stands in a higher room."""
    return redirect(settings.HOME_PAGE)


@login_not_required
@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "live"})


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Say whether the database answers too, and has the shape that this version needs."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        up_to_date = is_up_to_date()
    except DatabaseError:
        return JsonResponse({"status": "unready", "database": "no answer"}, status=503)
    if not up_to_date:
        return JsonResponse({"status": "unready", "database": connection.vendor, "migrations": "pending"}, status=503)
    return JsonResponse({"status": "ready", "database": connection.vendor})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Say that the request could not be understood."""
    return _bare_error(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what right is missing, and who can give it."""
    return render(request, "web/error.html", {"status": 403, "reason": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Say that the form had grown too old, and how to send it again."""
    return render(request, "web/error.html", {"status": 403, "kind": "csrf"}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Say that there is no such page here."""
    return render(request, "web/error.html", {"status": 404}, status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that somebody tried too often, and to wait."""
    return render(request, "web/error.html", {"status": 429}, status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    return _bare_error(request, 500)


def _bare_error(request: HttpRequest, status: int) -> HttpResponse:
    """Draw an error without asking the database, the session or the reader's account: they may be what failed."""
    chosen = request.COOKIES.get(THEME_COOKIE, "system")
    context = {
        "status": status,
        "sheets": SHEETS,
        "theme": chosen if chosen in {"light", "dark"} else "system",
        "reference": request_id.get(),
    }
    return HttpResponse(loader.render_to_string("web/error.html", context), status=status)
