"""What the programme may build: an item, what it serves, what it costs and what it needs first."""

import uuid
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.choices.requests import Level
from gouvernail.workspaces.models import Scoped, now

DAYS_MOST = 10_000


class Item(Scoped):
    """One item of the backlog. Without an objective it waits off the compass: listed, never ranked."""

    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("what it is"), blank=True, max_length=20_000)
    objective = models.ForeignKey(
        "strategy.Objective",
        verbose_name=_("objective"),
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="items",
    )
    also_serves = models.ManyToManyField(
        "strategy.Objective", verbose_name=_("also serves"), blank=True, related_name="also_served_by"
    )
    owner = models.ForeignKey(
        "workspaces.Member",
        verbose_name=_("who carries it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    data_object = models.ForeignKey(  # its Data Owner is heard before the build
        "workspaces.DataObject",
        verbose_name=_("data object"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    teams = models.ManyToManyField("workspaces.Team", verbose_name=_("teams concerned"), blank=True, related_name="+")
    requests = models.ManyToManyField("backlog.Request", through="backlog.Origin", related_name="items")
    prerequisites = models.ManyToManyField(
        "backlog.Item",
        through="backlog.Prerequisite",
        through_fields=("item", "needs"),
        symmetrical=False,
        related_name="opens",
    )
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.OPEN)
    claimed_urgency = models.PositiveSmallIntegerField(_("claimed urgency"), choices=Level, null=True, blank=True)
    claimed_by = models.ForeignKey(
        "workspaces.Team",
        verbose_name=_("claimed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(default=now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    assessed_at = models.DateTimeField(null=True, blank=True, editable=False)  # the last reveal of its opinions
    author = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    origin = models.UUIDField(null=True, blank=True, editable=False)  # the import that brought it
    foreign_key = models.CharField(_("key in the other tool"), max_length=80, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # two people editing at once: the second sees both

    class Meta:
        verbose_name = _("item")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("workspace", "number"), name="one_item_a_number"),)
        indexes = (
            models.Index(fields=("workspace", "state", "number"), name="items_in_a_state"),
            models.Index(fields=("workspace", "origin", "foreign_key"), name="items_of_an_import"),
        )

    def __str__(self) -> str:
        return f"{self.key} · {self.title}"

    @property
    def key(self) -> str:
        """Give the short name that people say."""
        return f"CRM-{self.number}"


class Origin(Scoped):
    """A request that an item answers."""

    item = models.ForeignKey("backlog.Item", on_delete=models.CASCADE, related_name="origins")
    request = models.ForeignKey("backlog.Request", on_delete=models.CASCADE, related_name="origins")
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("origin")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("workspace", "item", "request"), name="one_origin_a_request"),)

    def __str__(self) -> str:
        return f"{_('origin')} {self.pk}"


class Prerequisite(Scoped):
    """An item that must be built before another."""

    item = models.ForeignKey("backlog.Item", on_delete=models.CASCADE, related_name="needs")
    needs = models.ForeignKey("backlog.Item", on_delete=models.CASCADE, related_name="needed_by")
    origin = models.UUIDField(null=True, blank=True, editable=False)  # the import that brought it

    class Meta:
        verbose_name = _("prerequisite")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("workspace", "item", "needs"), name="one_prerequisite_once"),
            models.CheckConstraint(condition=~Q(item=F("needs")), name="no_item_needs_itself"),
        )

    def __str__(self) -> str:
        return f"{_('prerequisite')} {self.pk}"


class Effort(Scoped):
    """What an item would take of one team, from a low to a high guess."""

    item = models.ForeignKey("backlog.Item", on_delete=models.CASCADE, related_name="efforts")
    team = models.ForeignKey("workspaces.Team", on_delete=models.CASCADE, related_name="+")
    low = models.DecimalField(  # person-days
        _("at least"),
        max_digits=7,
        decimal_places=1,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(DAYS_MOST)],
    )
    high = models.DecimalField(
        _("at most"),
        max_digits=7,
        decimal_places=1,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(DAYS_MOST)],
    )

    class Meta:
        verbose_name = _("effort")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("workspace", "item", "team"), name="one_effort_a_team"),
            models.CheckConstraint(condition=Q(high__gte=F("low")), name="effort_from_low_to_high"),
        )

    def __str__(self) -> str:
        return f"{_('effort')} {self.pk}"


class Link(Scoped):
    """Something about an item that lies elsewhere."""

    item = models.ForeignKey("backlog.Item", on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("what it is"), max_length=120, blank=True)
    address = models.URLField(_("address"), max_length=500)

    class Meta:
        verbose_name = _("link")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label or self.address


class Comment(Scoped):
    """What somebody says about an item or a request."""

    item = models.ForeignKey("backlog.Item", on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    request = models.ForeignKey(
        "backlog.Request", on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    text = models.TextField(_("comment"), max_length=5000)
    mentions = models.ManyToManyField("workspaces.Member", blank=True, related_name="+")
    author = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+", editable=False)
    at = models.DateTimeField(default=now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("comment")
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(item=None, request__isnull=False) | Q(item__isnull=False, request=None),
                name="a_comment_is_about_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{_('comment')} {self.pk}"


class Attachment(Scoped):
    """A file of a request, of an item or of an evidence. `path` holds nothing that people typed."""

    request = models.ForeignKey(
        "backlog.Request", on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    item = models.ForeignKey(
        "backlog.Item", on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    evidence = models.ForeignKey(
        "backlog.Evidence", on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveBigIntegerField(_("size"), default=0)  # bytes
    content_type = models.CharField(max_length=120, blank=True, editable=False)
    author = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+", editable=False)
    at = models.DateTimeField(default=now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("attachment")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{_('attachment')} {self.pk}"

    @property
    def path(self) -> str:
        """Give its place in the storage: no other workspace's attachment can name it."""
        return f"workspaces/{self.workspace_id}/attachments/{self.code}"
