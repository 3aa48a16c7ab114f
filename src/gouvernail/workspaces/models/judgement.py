"""What is wrong with the duties, as it was last judged, and the marks that say that it must be judged again."""

from django.db import models

from gouvernail.workspaces.choices.findings import FindingLevel
from gouvernail.workspaces.models.scoped import Derived


class Judgement(Derived):
    """When the duties of a workspace were last judged: good for that day, by those rules, while no mark was set."""

    day = models.DateField(null=True)
    rules = models.CharField(max_length=100, blank=True)  # product and thresholds: an upgrade judges again

    class Meta:
        constraints = (models.UniqueConstraint(fields=("workspace",), name="one_judgement_a_workspace"),)

    def __str__(self) -> str:
        return f"judgement of {self.day}"


class Point(Derived):
    """One finding of the judgement. Its words are never kept: they are said anew to each reader."""

    digest = models.CharField(max_length=64)  # of the key of the finding
    rank = models.PositiveSmallIntegerField()  # by level, then by rule; inside, the order in which they were found
    rule = models.CharField(max_length=10)
    code = models.CharField(max_length=20)
    variant = models.CharField(max_length=20)
    level = models.CharField(max_length=10, choices=FindingLevel)
    fix = models.CharField(max_length=30)
    subjects = models.JSONField()  # pairs of a kind and an id
    values = models.JSONField()
    person = models.BigIntegerField(null=True)  # keys of the first of each kind that it is about, to find them
    duty = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("rank", "pk")
        constraints = (models.UniqueConstraint(fields=("workspace", "digest"), name="one_point_a_finding"),)
        indexes = (
            models.Index(fields=("workspace", "rank", "id"), name="points_in_order"),
            models.Index(fields=("workspace", "person"), name="points_of_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.variant}"


class Mark(Derived):
    """Something that the rules read has changed. Set by triggers of the database (`services/watching.py`).

    Without a constraint on the workspace: its own deletion sets marks too.
    """

    workspace = models.ForeignKey(
        "workspaces.Workspace", on_delete=models.CASCADE, related_name="+", editable=False, db_constraint=False
    )

    def __str__(self) -> str:
        return f"mark {self.pk}"
