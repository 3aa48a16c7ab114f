"""How a workspace chases what is late."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.models import Scoped

MOST_DAYS = 60


class Policy(Scoped):
    """One row a workspace; without it, the defaults written here."""

    remind_before_days = models.PositiveSmallIntegerField(
        _("remind this many days before"),
        default=2,
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_("0: only on the day and after."),
    )
    escalate_after_days = models.PositiveSmallIntegerField(
        _("pass on to the deputy after this many days late"),
        default=3,
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_("0: never. The line says whose it is and since when; it stays in the week of both."),
    )

    class Meta:
        verbose_name = _("follow-up")
        constraints = (models.UniqueConstraint(fields=("workspace",), name="one_policy_a_workspace"),)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
