"""What somebody was already written of: nobody is told twice of the same cause."""

from django.db import models
from django.utils import timezone

from gouvernail.followup.choices.words import Step
from gouvernail.followup.models.line import KEY
from gouvernail.workspaces.models import Scoped


class Told(Scoped):
    """One cause told to one member, written in the transaction that queues the letter."""

    member = models.ForeignKey("workspaces.Member", on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=KEY, blank=True)  # empty: the letter itself
    step = models.CharField(max_length=10, choices=Step)
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("workspace", "member", "cause", "step", "day"), name="told_once"),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.day}"
