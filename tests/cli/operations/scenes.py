"""What the processes of these tests are asked to do: see `tests.processes.Place.ask`."""

import os
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.mail import EmailMessage, get_connection
from django_scopes import scopes_disabled

from gouvernail.cli.operations import backing_up
from gouvernail.jobs.services.presence import worker_beat
from gouvernail.workspaces.models import User
from gouvernail.workspaces.services.workspaces import workspace_create


def set_up() -> bool:
    """Write a workspace with a trail, and a message that waits."""
    user = User.objects.create_user("camille@example.org", "rudder-and-compass-7", name="Camille")
    workspace_create(user=user, name="CRM « Ventes » 🚀")
    EmailMessage("s", "b", "a@example.org", ["c@example.org"], connection=get_connection()).send()
    return True


def all_rows() -> dict[str, Any]:
    """Give every row of every table of ours."""
    with scopes_disabled():
        return {
            model._meta.db_table: serializers.serialize("json", model._base_manager.order_by("pk"))
            for model in apps.get_models()
            if model._meta.app_label in {"workspaces", "decisions", "jobs"}
        }


def beat() -> bool:
    worker_beat("alive")
    return True


def restore_and_die(path: str, at: str) -> int:
    """Restore an archive in a process that is lost just before a step; give how it ended."""
    child = os.fork()
    if not child:
        setattr(backing_up, at, lambda *_all, **_named: os._exit(9))
        backing_up.restore(Path(path), replace=True)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
