"""A finding on the duties that somebody chose not to look at until a day, and why."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.models.scoped import Scoped


class SetAside(Scoped):
    """One finding put aside; it comes back on its day, or when somebody brings it back. Rows are kept."""

    digest = models.CharField(max_length=64, editable=False)  # of the key, which may name hundreds of duties
    key = models.TextField(editable=False)
    reason = models.TextField(_("reason"), max_length=1000)
    returns_on = models.DateField(_("show it again on"))
    by = models.ForeignKey("workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("shown again"), null=True, editable=False)

    class Meta:
        verbose_name = _("finding set aside")
        ordering = ("returns_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "digest"), condition=Q(ended_at=None), name="one_finding_set_aside_once"
            ),
        )

    def __str__(self) -> str:
        return self.key.partition(":")[0]
