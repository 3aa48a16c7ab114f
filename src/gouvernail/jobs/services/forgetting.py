"""What has served is forgotten: sent messages, done tasks, old jobs."""

from datetime import timedelta

from django.utils import timezone
from django_scopes import scopes_disabled
from django_tasks_db.models import DBTaskResult

from gouvernail.jobs.models import Job, Message

MESSAGES_KEPT = timedelta(days=30)  # a Message-ID is known for that long: none is sent twice meanwhile
TASKS_KEPT = timedelta(days=30)
TEXTS_KEPT = timedelta(days=7)  # of what did not surely leave: long enough to send it again, as it may hold a secret
JOBS_KEPT = timedelta(days=90)


def jobs_forget() -> None:
    """Delete what ended long ago. Called once a day."""
    now = timezone.now()
    Message.objects.filter(ended_at__lt=now - MESSAGES_KEPT).delete()
    Message.objects.filter(ended_at__lt=now - TEXTS_KEPT, content__isnull=False).update(content=None)
    DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS_KEPT).delete()
    with scopes_disabled():
        Job.objects.filter(ended_at__lt=now - JOBS_KEPT).delete()
