"""A worker says that it is there, that it still is, and that it leaves."""

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gouvernail.jobs.models import Tick, Worker
from gouvernail.jobs.services.reaper import task_give_back


def worker_beat(worker_id: str) -> None:
    """Say that this worker is alive; the first time, that it is there."""
    Worker.objects.update_or_create(worker_id=worker_id, defaults={"beat_at": timezone.now()})


@transaction.atomic
def worker_leave(worker_id: str) -> None:
    """Leave in order: what this worker had taken and not done goes back at once."""
    for task in DBTaskResult.objects.select_for_update().filter(status=TaskResultStatus.RUNNING):
        if task.worker_ids and task.worker_ids[-1] == worker_id:
            task_give_back(task)
    Tick.objects.filter(worker_id=worker_id).update(worker_id="")
    Worker.objects.filter(worker_id=worker_id).delete()
