"""Who reads, in which language, in which workspace. Everything below a workspace's address runs in its scope."""

import zoneinfo
from collections.abc import Callable
from datetime import timedelta
from math import inf
from time import monotonic
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_scopes import scope

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, User, Workspace
from gouvernail.workspaces.selectors.members import member_get
from gouvernail.workspaces.selectors.rights import may

Answer = Callable[[HttpRequest], HttpResponse]
_SEEN_EVERY = timedelta(hours=1)
_DEVICE_EVERY = 300.0  # seconds
_DEVICES = 50_000  # remembered by a process, some 5 MB


class WorkspaceRequest(HttpRequest):
    """A request below a workspace's address."""

    user: User
    member: Member
    workspace: Workspace


class ReaderLocale:
    """Speak the reader's language and keep their time: their account first, then the cookie, then the browser."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, zone = translation.get_language_from_request(request), timezone.get_default_timezone()
        if isinstance(request.user, User):
            language, zone = request.user.language, zoneinfo.ZoneInfo(request.user.time_zone)
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class DeviceSeen:
    """Note in the list of devices that one is in use: at most every few minutes, not at each page.

    What this process remembers only spares writes; another process that knows nothing writes once more.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.noted: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and monotonic() - self.noted.get(key, -inf) > _DEVICE_EVERY:
            UserSession.objects.create_from_request(request)
            if len(self.noted) >= _DEVICES:
                self.noted.clear()
            self.noted[key] = monotonic()
        return self.get_response(request)


class CurrentWorkspace:
    """Open the workspace that the address names: a stranger finds nothing there.

    Must stand last: it calls the view itself, inside the workspace's scope.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Run the view of a workspace in its scope; leave the others alone."""
        slug = kwargs.get("workspace")
        if slug is None or not isinstance(request.user, User):
            return None
        member = member_get(request.user, slug)
        if member is None:
            raise Http404
        kwargs.pop("workspace")
        with scope(workspace=member.workspace):
            if not may(member, Right.WORKSPACE_READ):
                raise PermissionDenied(_("Your role in this workspace has ended. Ask its administrator to renew it."))
            request.member, request.workspace = member, member.workspace  # type: ignore[attr-defined]
            _remember_visit(request, member)
            try:
                return view(request, *args, **kwargs)
            except (PermissionDenied, Http404) as refusal:
                return response_for_exception(request, refusal)  # drawn in the scope: its rail counts what waits


def _remember_visit(request: HttpRequest, member: Member) -> None:
    """Note that the member is active: once an hour, and each time that they come in from elsewhere.

    The first tells ghosts (a lint), the second puts the workspace that was opened last on top of the list.
    """
    now = timezone.now()
    came_from = request.headers.get("Referer", "")
    comes_in = came_from and f"/w/{member.workspace.slug}/" not in came_from
    if comes_in or member.seen_at is None or now - member.seen_at > _SEEN_EVERY:
        Member.objects.filter(pk=member.pk).update(seen_at=now)
        member.seen_at = now
