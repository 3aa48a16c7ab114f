"""One piece of long work that somebody asked for."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.jobs.choices import ENDED, State
from gouvernail.workspaces.models import Scoped

PER_CENT = 100


class Job(Scoped):
    """Long work, its progress and how it ended. The queue's own row is named by `task_id`."""

    kind = models.CharField(max_length=120)  # dotted path of the function that does it
    label = models.CharField(max_length=200)  # read by everybody in the workspace
    actor = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, null=True, related_name="+")
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0: not known
    message = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)  # a sentence for the person who reads the page, never a traceback
    result = models.JSONField(default=dict)  # may hold {"url": ..., "text": ...}
    attempts = models.PositiveSmallIntegerField(default=0)  # of the current task
    task_id = models.UUIDField(null=True, editable=False, unique=True)
    worker_id = models.CharField(max_length=64, blank=True, editable=False)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=("workspace", "-created_at"), name="jobs_of_a_workspace"),
            models.Index(fields=("state",), name="jobs_by_state"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing more will happen by itself."""
        return self.state in ENDED

    @property
    def is_stopping(self) -> bool:
        """Tell whether somebody asked a running job to stop."""
        return self.state == State.RUNNING and self.cancel_asked_at is not None

    @property
    def per_cent(self) -> int | None:
        """Give how far the work is, 0 to 100; None where the whole is not known."""
        return min(PER_CENT, PER_CENT * self.done // self.total) if self.total else None
