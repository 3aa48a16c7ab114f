"""What people think of items: scales, rounds, and opinions that stay hidden until they are revealed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.assessments import Confidence, Filter, RoundState
from gouvernail.backlog.choices.requests import Level
from gouvernail.workspaces.models import Scoped, now


class Anchor(Scoped):
    """What a level of a filter means in this workspace."""

    filter = models.CharField(_("filter"), max_length=10, choices=Filter)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    text = models.CharField(_("what it means here"), max_length=200)

    class Meta:
        verbose_name = _("anchor")
        ordering = ("filter", "level")
        constraints = (models.UniqueConstraint(fields=("workspace", "filter", "level"), name="one_anchor_a_level"),)

    def __str__(self) -> str:
        return f"{self.get_filter_display()} {self.level}"


class Calibration(Scoped):
    """An item that everybody knows, rated by everybody first: it shows how each one reads a scale."""

    filter = models.CharField(_("filter"), max_length=10, choices=Filter)
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("what it was"), blank=True, max_length=1000)
    level = models.PositiveSmallIntegerField(_("level that we agree on"), choices=Level)

    class Meta:
        verbose_name = _("calibration item")
        ordering = ("filter", "position")
        constraints = (
            models.UniqueConstraint(fields=("workspace", "filter", "position"), name="one_calibration_a_place"),
        )

    def __str__(self) -> str:
        return self.title


class Round(Scoped):
    """Some items, some people, and opinions that nobody sees before the reveal."""

    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.OPEN)
    items = models.ManyToManyField("backlog.Item", related_name="rounds")
    raters = models.ManyToManyField("workspaces.Member", related_name="+")
    closes_on = models.DateField(_("answers expected by"))
    flagged = models.JSONField(default=list, blank=True, editable=False)  # pk of the items of the second turn
    opened_by = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    opened_at = models.DateTimeField(default=now, editable=False)
    revealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("round of assessments")
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def turn(self) -> int:
        """Tell which turn the opinions given now belong to."""
        return 2 if self.state in {RoundState.SECOND, RoundState.CLOSED} else 1


class Opinion(Scoped):
    """One level given by one rater to one item on one filter; without level, "I do not know".

    On business value the level is what the item brings to one objective (method, section 1.1); an item that serves two
    gets two opinions. On the other filters there is no objective.
    """

    round = models.ForeignKey("backlog.Round", on_delete=models.CASCADE, null=True, blank=True, related_name="opinions")
    turn = models.PositiveSmallIntegerField(default=1)
    item = models.ForeignKey("backlog.Item", on_delete=models.CASCADE, null=True, blank=True, related_name="opinions")
    calibration = models.ForeignKey(
        "backlog.Calibration", on_delete=models.CASCADE, null=True, blank=True, related_name="opinions"
    )
    filter = models.CharField(_("filter"), max_length=10, choices=Filter)
    objective = models.ForeignKey(
        "strategy.Objective", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    rater = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+")
    team = models.ForeignKey("workspaces.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(_("how sure you are"), choices=Confidence, default=Confidence.MEDIUM)
    comment = models.CharField(_("why"), max_length=500, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("opinion")
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "round", "turn", "item", "filter", "objective", "rater"),
                condition=Q(objective__isnull=False),
                name="one_opinion_an_objective",
            ),
            models.UniqueConstraint(
                fields=("workspace", "round", "turn", "item", "filter", "rater"),
                condition=Q(objective=None, calibration=None),
                name="one_opinion_a_filter",
            ),
            models.UniqueConstraint(
                fields=("workspace", "calibration", "rater"),
                condition=Q(calibration__isnull=False),
                name="one_opinion_a_calibration",
            ),
            models.CheckConstraint(
                condition=Q(item=None, calibration__isnull=False) | Q(item__isnull=False, calibration=None),
                name="an_opinion_is_about_one_thing",
            ),
        )
        indexes = (models.Index(fields=("workspace", "item", "filter"), name="opinions_on_an_item"),)

    def __str__(self) -> str:
        return f"{_('opinion')} {self.pk}"
