"""What somebody needs, in their words, and everybody who needs it too."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.choices.requests import Frequency, Level, RequestState
from gouvernail.workspaces.models import Scoped, now

PEOPLE_MOST = 1_000_000


class Request(Scoped):
    """One request. Merged, it keeps its texts and its voices: the target shows them too, and it can come back."""

    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("in a few words"), max_length=140)
    need = models.TextField(_("the need"), max_length=10_000)
    people = models.CharField(_("who is concerned"), max_length=200, blank=True)
    people_count = models.PositiveIntegerField(
        _("how many people"), null=True, blank=True, validators=[MaxValueValidator(PEOPLE_MOST)]
    )
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, blank=True)
    workaround = models.TextField(_("how people manage today"), blank=True, max_length=5000)
    effect = models.TextField(_("what would change"), blank=True, max_length=5000)
    claimed_urgency = models.PositiveSmallIntegerField(
        _("how urgent it is, in your view"), choices=Level, null=True, blank=True
    )
    urgency_reason = models.TextField(_("why this urgent"), blank=True, max_length=2000)
    requester = models.ForeignKey(  # who needs it; None where an import names nobody of the workspace
        "workspaces.Member", verbose_name=_("for"), on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    asked_by = models.CharField(  # who needs it, as the other tool says, where nobody here is known by that name
        _("asked by, in the other tool"), max_length=200, blank=True, editable=False
    )
    author = models.ForeignKey(  # who wrote it, perhaps on behalf of the former
        "workspaces.Member", on_delete=models.RESTRICT, related_name="+", editable=False
    )
    team = models.ForeignKey(
        "workspaces.Team", verbose_name=_("team"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    objective = models.ForeignKey(  # what the requester thinks that it serves
        "strategy.Objective",
        verbose_name=_("objective that it serves"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.RECEIVED)
    merged_into = models.ForeignKey(
        "backlog.Request", on_delete=models.RESTRICT, null=True, blank=True, related_name="merged", editable=False
    )
    deferred_until = models.DateField(_("until"), null=True, blank=True)
    snoozed_until = models.DateField(_("out of the triage until"), null=True, blank=True)
    first_answer_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    origin = models.UUIDField(null=True, blank=True, editable=False)  # the import that brought it
    foreign_key = models.CharField(_("key in the other tool"), max_length=80, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("request")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("workspace", "number"), name="one_request_a_number"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="no_request_into_itself",
            ),
        )
        indexes = (
            models.Index(fields=("workspace", "state", "created_at"), name="requests_in_a_state"),
            models.Index(fields=("workspace", "origin", "foreign_key"), name="requests_of_an_import"),
        )

    def __str__(self) -> str:
        return f"{self.key} · {self.title}"

    @property
    def key(self) -> str:
        """Give the short name that people say."""
        return f"D-{self.number}"

    @property
    def asker(self) -> str:
        """Say who needs it: a member, or a name that nobody has here."""
        if self.requester is not None:
            return str(self.requester)
        return str(
            _("%(name)s (not known here)") % {"name": self.asked_by} if self.asked_by else _("nobody known here")
        )

    @property
    def is_answered(self) -> bool:
        """Tell whether somebody answered, what was taken back left out: what they read must stay then."""
        return self.state != RequestState.RECEIVED or self.first_answer_at is not None


class Voice(Scoped):
    """Somebody who has the same need: evidence beside the value of a request, never its value."""

    request = models.ForeignKey("backlog.Request", on_delete=models.CASCADE, related_name="voices")
    member = models.ForeignKey("workspaces.Member", on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("workspaces.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField(_("in your words"), blank=True, max_length=2000)
    claimed_urgency = models.PositiveSmallIntegerField(_("how urgent"), choices=Level, null=True, blank=True)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("voice")
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=("workspace", "request", "member"), name="one_voice_a_member"),)

    def __str__(self) -> str:
        return f"{_('voice')} {self.pk}"


class Answer(Scoped):
    """What was answered to those who asked. Rows are added, never changed; followup tells them."""

    request = models.ForeignKey("backlog.Request", on_delete=models.CASCADE, related_name="answers")
    batch = models.UUIDField(default=uuid.uuid4, editable=False)  # those of one act, to undo them together
    undoes = models.UUIDField(null=True, blank=True, editable=False)  # the batch that it takes back
    target = models.ForeignKey(  # where it was merged to, or what it was separated from
        "backlog.Request", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made = models.ManyToManyField("backlog.Item", blank=True, related_name="+")  # items written by this answer
    linked = models.ManyToManyField("backlog.Item", blank=True, related_name="+")  # those that were there
    old = models.CharField(max_length=10, choices=RequestState)
    new = models.CharField(max_length=10, choices=RequestState)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    until = models.DateField(_("until"), null=True, blank=True)
    author = models.ForeignKey("workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("answer")
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=("workspace", "at"), name="answers_by_date"),
            models.Index(fields=("workspace", "batch"), name="answers_of_an_act"),
        )

    def __str__(self) -> str:
        return f"{_('answer')} {self.pk}"
