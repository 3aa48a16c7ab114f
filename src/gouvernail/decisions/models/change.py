"""The trail: who changed what, when, why. The database itself refuses to edit or remove a row."""

import uuid

from django.db import models
from django.utils import timezone

from gouvernail.workspaces.models import Scoped


class Change(Scoped):
    """One field of one row that one act changed, in the shape of `method.history` changes."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    batch = models.UUIDField(default=uuid.uuid4)  # the rows of one act
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=200)
    field = models.CharField(max_length=60, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    decision = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("workspace", "-at", "-id"), name="trail_of_a_workspace"),
            models.Index(fields=("workspace", "subject_type", "subject_id", "at"), name="trail_of_a_subject"),
            models.Index(fields=("workspace", "actor", "-at"), name="trail_of_a_member"),
        )

    def __str__(self) -> str:
        return f"{self.verb} · {self.subject_label}"
