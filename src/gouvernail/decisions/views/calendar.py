"""A person's calendar: a secret address that calendars subscribe to."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gouvernail.decisions.choices.words import MeetingState
from gouvernail.decisions.models import Meeting
from gouvernail.decisions.selectors.rituals import meetings_of_person
from gouvernail.decisions.services.feeds import feed_open, feed_reader, feed_renew
from gouvernail.exchange.calendars import CalendarEvent, icalendar_feed
from gouvernail.web.toasts import said
from gouvernail.workspaces.models import User

_PUBLIC = settings.PUBLIC_URL


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the address to subscribe to."""
    assert isinstance(request.user, User)  # noqa: S101  # the middleware lets nobody else in
    address = _PUBLIC + reverse("calendars:feed", args=[feed_open(user=request.user)])
    return render(request, "decisions/calendar.html", {"address": address})


@require_POST
def calendar_renew(request: HttpRequest) -> HttpResponse:
    """Make a new address; the old one is dead."""
    assert isinstance(request.user, User)  # noqa: S101  # the middleware lets nobody else in
    feed_renew(user=request.user)
    said(request, _("The old address is dead. Subscribe to the new one."))
    return redirect("calendars:calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:  # noqa: ARG001  # the secret is the reader
    """Send the meetings of the person whose secret this is."""
    user = feed_reader(secret)
    if user is None:
        raise Http404
    with translation.override(user.language):
        events = [_event(meeting) for meeting in meetings_of_person(user, timezone.now())]
        body = icalendar_feed(_("Gouvernail – %(name)s") % {"name": user}, events, language=user.language)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="gouvernail.ics"'
    patch_cache_control(response, private=True, max_age=300)
    return response


def _event(meeting: Meeting) -> CalendarEvent:
    ritual, workspace = meeting.ritual, meeting.workspace
    return CalendarEvent(
        uid=f"meeting-{meeting.pk}@{_PUBLIC.partition('://')[2]}",
        sequence=meeting.sequence,
        title=f"{ritual.label} · {workspace.name}",
        starts_at=meeting.starts_at.astimezone(ZoneInfo(workspace.time_zone)),
        duration=timedelta(minutes=ritual.minutes),
        changed_at=meeting.changed_at,
        is_cancelled=meeting.state == MeetingState.SKIPPED,
        description=meeting.reason,
        place=ritual.place,
        url=_PUBLIC + reverse("decisions:ritual_detail", args=[workspace.slug, ritual.pk]),
    )
