"""The rules that count, and the day that they are read for."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from gouvernail.backlog.models import Rules
from gouvernail.workspaces.models import Workspace


def today_in(workspace: Workspace) -> date:
    """Give today in the time zone of a workspace."""
    return timezone.localdate(timezone=ZoneInfo(workspace.time_zone))


def rules_now(workspace: Workspace) -> Rules:
    """Give the rules that count; those that every workspace begins with where none were written."""
    return Rules.objects.order_by("-at", "-pk").first() or Rules(workspace=workspace)
