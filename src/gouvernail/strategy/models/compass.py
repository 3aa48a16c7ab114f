"""What the CRM is for, as it was said at each time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.models import Scoped, now


class Compass(Scoped):
    """One version of the compass. Rows are added, never changed: the highest number is the present one.

    Attributes
    ----------
    objectives
        The objectives as they stood: a list of `{"pk", "label", "weight", "measure", "unit", "baseline", "target",
        "target_on", "direction", "is_active"}`; numbers as text.
    """

    number = models.PositiveIntegerField(_("version"))
    purpose = models.TextField(_("what this CRM is for, today, in our strategy"), max_length=2000)
    excluded = models.TextField(_("what it is not for"), blank=True, max_length=2000)
    objectives = models.JSONField(default=list, blank=True, editable=False)
    reason = models.TextField(_("what changed, and why"), max_length=1000, blank=True)
    author = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("compass")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("workspace", "number"), name="one_compass_a_number"),)

    def __str__(self) -> str:
        return f"{_('compass')} {self.number}"
