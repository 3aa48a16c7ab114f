"""Rituals with a rhythm, their meetings, and who was there."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.decisions.choices.words import MeetingState, Presence, Rhythm, RitualKind
from gouvernail.workspaces.models import Scoped

MINUTES_LEAST, MINUTES_MOST = 5, 480


class Ritual(Scoped):
    """A meeting that comes back: what for, how often, who leads it, which roles are expected."""

    kind = models.CharField(_("what for"), max_length=20, choices=RitualKind)
    label = models.CharField(_("name"), max_length=80)
    rhythm_days = models.PositiveSmallIntegerField(_("rhythm"), choices=Rhythm, default=Rhythm.FORTNIGHTLY)
    first_at = models.DateTimeField(_("first meeting"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=40, validators=[MinValueValidator(MINUTES_LEAST), MaxValueValidator(MINUTES_MOST)]
    )
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    owner = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("led by")
    )
    expected_roles = models.JSONField(_("expected roles"), default=list, blank=True)  # of workspaces RoleKind
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("ritual")
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return self.label


class Meeting(Scoped):
    """One date of a ritual: planned, then held or skipped with a reason."""

    ritual = models.ForeignKey("decisions.Ritual", on_delete=models.CASCADE, related_name="meetings")
    planned_at = models.DateTimeField(_("planned for"))  # where the rhythm put it; adherence is measured from it
    starts_at = models.DateTimeField(_("starts"))
    state = models.CharField(_("state"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of the calendar feed
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("meeting")
        ordering = ("planned_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("workspace", "ritual", "planned_at"), name="one_meeting_a_date"),
        )
        indexes = (models.Index(fields=("workspace", "state", "starts_at"), name="meetings_to_come"),)

    def __str__(self) -> str:
        return f"{self.ritual} · {timezone.localtime(self.starts_at):%Y-%m-%d}"

    @property
    def present(self) -> int:
        """Count who was there; reads what was prefetched."""
        return sum(seen.presence == Presence.PRESENT for seen in self.attendances.all())


class Attendance(Scoped):
    """Whether one member was at one meeting."""

    meeting = models.ForeignKey("decisions.Meeting", on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey("workspaces.Member", on_delete=models.CASCADE, related_name="+")
    presence = models.CharField(max_length=10, choices=Presence)

    class Meta:
        verbose_name = _("attendance")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("workspace", "meeting", "member"), name="one_presence_a_member"),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.presence}"
