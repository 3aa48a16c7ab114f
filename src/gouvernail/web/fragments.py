"""One view answers the page and its fragment."""

from typing import TYPE_CHECKING, Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

INVALID = 422


def is_fragment(request: HttpRequest) -> bool:
    """Tell whether only a part of the page is wanted."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and not getattr(htmx, "boosted", False)


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """Render the page, or its partial `part` where htmx asks for it.

    An invalid form is the same page or fragment with status 422, which htmx is set to swap in. What `toasts.said`
    has to say goes with the fragment, out of its band.
    """
    if not (part and is_fragment(request)):
        return render(request, template, context, status=status)
    response = render(request, f"{template}#{part}", context, status=status)
    if get_messages(request):
        response.write(render_to_string("web/toasts_aside.html", request=request))
    return response
