"""Demo mode only: sign in as one of the invented people with one click."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.personas import persona_get
from gouvernail.workspaces.services.door import Forbidden


def persona_enter(*, request: HttpRequest, key: int) -> Member:
    """Sign in as a member of a demo workspace.

    Raises
    ------
    Forbidden
        This is not a demonstration, or the member is not one of its people.
    """
    member = persona_get(key) if settings.DEMO else None
    if member is None:
        raise Forbidden
    login(request, member.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return member
