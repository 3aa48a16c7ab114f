"""The rank of items, its certainty, and everything that it was computed from."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.ranking import Trigger, Zone
from gouvernail.workspaces.models import Scoped, now


class Rules(Scoped):
    """How this workspace ranks. Rows are added with their reason, never changed: the last one counts."""

    value_weight = models.DecimalField(
        _("weight of the value"), max_digits=4, decimal_places=2, default=1, validators=[MinValueValidator(Decimal(0))]
    )
    urgency_weight = models.DecimalField(
        _("weight of the urgency"),
        max_digits=4,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(Decimal(0))],
    )
    complexity_weight = models.DecimalField(
        _("weight of the complexity"),
        max_digits=4,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(Decimal(0))],
    )
    places = models.PositiveSmallIntegerField(  # the k of top-k certainty
        _("items that the capacity allows"), default=10, validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    caps_unproved = models.BooleanField(_("an urgency without evidence counts for 2 at most"), default=True)
    opinion_days = models.PositiveSmallIntegerField(_("days after which opinions expire"), default=180)
    evidence_days = models.PositiveSmallIntegerField(_("days after which an evidence is confirmed again"), default=90)
    lead_weeks = models.DecimalField(  # 85th percentile of the lead time (method, section 2.1)
        _("weeks from start to delivery, 85 times out of 100"), max_digits=5, decimal_places=1, default=6
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    author = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("rules of ranking")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{_('rules of ranking')} {self.pk}"


class Ranking(Scoped):
    """One computation of the ranks, with its inputs: any past rank can be explained.

    Attributes
    ----------
    inputs, results
        Compressed JSON, written and read by the bridge only.
    """

    rules = models.ForeignKey("backlog.Rules", on_delete=models.SET_NULL, null=True, related_name="+")
    trigger = models.CharField(max_length=10, choices=Trigger, default=Trigger.CHANGED)
    actor = models.ForeignKey("workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    day = models.DateField()  # the day that urgencies were read for
    samples = models.PositiveIntegerField(default=10_000)
    seed = models.PositiveIntegerField(default=0)
    items = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)  # of the inputs: the same ones give the same ranks
    inputs = models.BinaryField(default=bytes)
    results = models.BinaryField(default=bytes)
    at = models.DateTimeField(default=now, editable=False)
    checked_at = models.DateTimeField(default=now, editable=False)  # when its inputs were last read

    class Meta:
        verbose_name = _("ranking")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("workspace", "-at"), name="rankings_of_a_workspace"),)

    def __str__(self) -> str:
        return f"{_('ranking')} {self.pk}"


class Standing(Scoped):
    """Where one item stands in the last ranking: what the table of the backlog sorts and filters by."""

    item = models.OneToOneField("backlog.Item", on_delete=models.CASCADE, related_name="standing")
    ranking = models.ForeignKey("backlog.Ranking", on_delete=models.CASCADE, related_name="standings")
    rank = models.PositiveIntegerField()
    rank_low = models.PositiveIntegerField()  # best and worst of nine samples in ten
    rank_high = models.PositiveIntegerField()
    certainty = models.FloatField()  # of being among the first `places`, with the agreed weights
    certainty_any = models.FloatField()  # the same, whatever the weights
    zone = models.CharField(max_length=5, choices=Zone)
    points = models.FloatField()
    value = models.FloatField(null=True)
    value_low = models.FloatField(null=True)
    value_high = models.FloatField(null=True)
    complexity = models.FloatField(null=True)
    complexity_low = models.FloatField(null=True)
    complexity_high = models.FloatField(null=True)
    urgency = models.FloatField(null=True)
    urgency_low = models.FloatField(null=True)
    urgency_high = models.FloatField(null=True)
    claimed = models.FloatField(null=True)
    opinions = models.PositiveIntegerField(default=0)
    flags = models.JSONField(default=list, blank=True)  # codes of choices.ranking.Flag
    doubts = models.JSONField(default=list, blank=True)  # to arbitrate: parts of its doubt, value, urgency, complexity

    class Meta:
        verbose_name = _("standing")
        ordering = ("rank",)
        indexes = (
            models.Index(fields=("workspace", "rank"), name="standings_by_rank"),
            models.Index(fields=("workspace", "zone", "rank"), name="standings_by_zone"),
        )

    def __str__(self) -> str:
        return f"{_('standing')} {self.pk}"


class Scenario(Scoped):
    """What fits in a capacity: asked by anybody, computed by a worker, then given a title and kept, or forgotten.

    Attributes
    ----------
    title
        Empty while it was asked and not kept.
    settings
        What is kept in or out, capacities of teams, what counts as value.
    result
        A `method.selection` answer as JSON with what it was computed from, written and read by the bridge only; empty
        until it is computed.
    digest
        Of what it was computed from: tells at once whether that has changed since.
    """

    title = models.CharField(_("title"), max_length=120, blank=True)
    capacity = models.DecimalField(
        _("capacity in person-days"), max_digits=8, decimal_places=1, validators=[MinValueValidator(Decimal(0))]
    )
    settings = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    job = models.ForeignKey(
        "jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    author = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    at = models.DateTimeField(default=now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("scenario")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title


class SavedView(Scoped):
    """A way to look at the backlog: filters, order and columns. Shared, it is read by all and changed by its owner."""

    title = models.CharField(_("title"), max_length=80)
    query = models.JSONField(default=dict, blank=True)
    is_shared = models.BooleanField(_("shared"), default=False)
    owner = models.ForeignKey("workspaces.Member", on_delete=models.CASCADE, related_name="+", editable=False)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("saved view")
        ordering = ("title", "pk")
        constraints = (models.UniqueConstraint(fields=("workspace", "owner", "title"), name="one_view_a_title"),)

    def __str__(self) -> str:
        return self.title
