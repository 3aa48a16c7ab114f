"""What the programme wants to change, and the measure that tells whether it does."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.strategy.choices import Direction
from gouvernail.workspaces.models import Scoped, now

WEIGHT_MOST = 100


class Objective(Scoped):
    """One objective with its weight and its measured outcome. Archived, it keeps its readings and its items."""

    label = models.CharField(_("objective"), max_length=80)
    description = models.TextField(_("what it means"), blank=True, max_length=2000)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=25, validators=[MinValueValidator(0), MaxValueValidator(WEIGHT_MOST)]
    )  # relative: what counts is its share of the sum of the active ones
    owner = models.ForeignKey(
        "workspaces.Member",
        verbose_name=_("who answers for it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    measure = models.CharField(_("measure"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField(_("starting value"), max_digits=14, decimal_places=3, null=True, blank=True)
    baseline_on = models.DateField(_("measured on"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=3, null=True, blank=True)
    target_on = models.DateField(_("target date"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)  # two people editing at once: the second sees both
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("objective")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("workspace", "label"), name="one_objective_a_label"),)

    def __str__(self) -> str:
        return self.label


class Reading(Scoped):
    """What the measure of an objective was on a day."""

    objective = models.ForeignKey("strategy.Objective", on_delete=models.CASCADE, related_name="readings")
    on = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3)
    note = models.CharField(_("note"), max_length=300, blank=True)
    author = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    at = models.DateTimeField(default=now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reading")
        ordering = ("objective", "on")
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "objective", "on"), condition=Q(removed_at=None), name="one_reading_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.objective} · {self.on.isoformat()}"
