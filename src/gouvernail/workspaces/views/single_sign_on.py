"""Leave for the service that vouches for people, and come back signed in."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

_AWAY = 503


@never_cache
@login_not_required
@require_POST
def single_sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Show a page that goes on to the provider by itself.

    A form may only lead to our own address (`form-action 'self'`), redirections included: browsers would stop the way
    to the provider, and to whatever service it hands over to. A page that moves on is no form.
    """
    try:
        provider = get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    try:
        response = provider.redirect_from_request(request)
    except ImmediateHttpResponse as instead:
        return instead.response  # type: ignore[no-any-return]  # allauth publishes no types
    except (OSError, KeyError):  # no answer, or one that names no door: the network's errors are OSError
        return render(request, "workspaces/single_sign_on_away.html", {"provider": provider}, status=_AWAY)
    if not isinstance(response, HttpResponseRedirect):
        return response  # type: ignore[no-any-return]  # a page that says what went wrong
    return render(request, "workspaces/single_sign_on.html", {"provider": provider, "url": response.url})
