"""Language and look, switched at once from any page. The account remembers; a cookie does for strangers."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gouvernail.web.context import THEME_COOKIE
from gouvernail.workspaces.choices.words import Theme
from gouvernail.workspaces.models import User
from gouvernail.workspaces.services.preferences import preference_save

_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on."""
    return _kept(request, "language", settings.LANGUAGE_COOKIE_NAME, {code for code, _name in settings.LANGUAGES})


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Look another way from now on."""
    return _kept(request, "theme", THEME_COOKIE, set(Theme.values))


def _kept(request: HttpRequest, field: str, cookie: str, offered: set[str]) -> HttpResponse:
    """Keep the choice and go back to the page it was made on."""
    value = request.POST.get(field, "")
    if value not in offered:
        raise BadRequest(f"{field}: not one of those offered")
    if isinstance(request.user, User):
        preference_save(user=request.user, **{field: value})
    response = HttpResponseRedirect(_way_back(request))
    response.set_cookie(cookie, value, max_age=_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


def _way_back(request: HttpRequest) -> str:
    """Give the address of the page that asked, if it is one of ours."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else reverse("web:home")
