"""A person in a workspace, and the team that they work in."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.choices.words import Side
from gouvernail.workspaces.models.scoped import Scoped

HOURS_A_WEEK = 168


class Team(Scoped):
    """A group that asks and uses, or that builds."""

    name = models.CharField(_("name"), max_length=80)
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.BUSINESS)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("team")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("workspace", "name"), name="one_team_a_name"),)

    def __str__(self) -> str:
        return self.name


class Member(Scoped):
    """A person in a workspace. Those who leave are kept, inactive: the history still names them."""

    user = models.ForeignKey("workspaces.User", on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(
        "workspaces.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="members"
    )
    title = models.CharField(_("job title"), max_length=80, blank=True)
    declared_hours = models.DecimalField(
        _("hours a week that the duties take"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(HOURS_A_WEEK)],
        help_text=_("All the duties of this person together. Empty: nobody says."),
    )
    available_hours = models.DecimalField(
        _("hours a week available"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(HOURS_A_WEEK)],
        help_text=_("What this person can give to the programme. Fewer hours than the duties take is a warning."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    roles_ended = models.JSONField(default=dict, blank=True, editable=False)  # by leaving: key to former end
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("member")
        ordering = ("user__name", "pk")
        constraints = (models.UniqueConstraint(fields=("workspace", "user"), name="one_member_a_person"),)

    def __str__(self) -> str:
        return str(self.user)
