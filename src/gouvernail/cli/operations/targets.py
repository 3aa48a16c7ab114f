"""What a restoration finds in its way, and what it leaves behind."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from gouvernail.cli.refusals import Refusal


def check_target(*, replace: bool) -> None:
    """Refuse to restore over data, unless asked, and under the feet of a worker that runs.

    Raises
    ------
    Refusal
        With what stands in the way.
    """
    tables = set(connection.introspection.table_names())
    if {"jobs_worker", "workspaces_user"} <= tables:
        _refuse_workers()
    if replace:
        return
    people = _people() if "workspaces_user" in tables else 0
    if people:
        raise Refusal("target_holds_people", n=people)
    if any(not name.name.startswith(".") for name in Path(settings.MEDIA_ROOT).iterdir()):
        raise Refusal("target_holds_files", path=str(settings.MEDIA_ROOT))


def swap_uploads(new: Path, root: Path, room: Path) -> None:
    """Put the restored files in the place of the others; the folder itself stays: it may be a volume."""
    replaced = room / "replaced"
    replaced.mkdir()
    for old in list(root.iterdir()):
        if not old.name.startswith("."):
            shutil.move(old, replaced / old.name)
    if new.is_dir():
        for one in list(new.iterdir()):
            shutil.move(one, root / one.name)


def settle_after_restoring() -> int:
    """Forget what was alive when the backup was made; give how many messages will not be sent.

    They may have been sent since the backup: nobody receives a message twice.
    """
    from gouvernail.jobs.choices import Delivery
    from gouvernail.jobs.models import Message, Tick, Worker

    Worker.objects.all().delete()
    Tick.objects.update(worker_id="")
    waiting = Message.objects.filter(state__in=[Delivery.WAITING, Delivery.SENDING])
    return waiting.update(state=Delivery.UNKNOWN, ended_at=timezone.now(), content=None)


def _people() -> int:
    from gouvernail.workspaces.models import User

    return User.objects.count()


def _refuse_workers() -> None:
    from gouvernail.jobs.selectors.workers import workers_alive

    if workers_alive().exists():
        raise Refusal("worker_alive")
