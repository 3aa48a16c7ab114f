"""A link to one report for people who have no account here."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.models import Scoped


class ShareLink(Scoped):
    """A link that expires. Only the hash of its secret is kept: who has the link has the report, nobody else."""

    report = models.ForeignKey("diagnosis.Report", on_delete=models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    actor = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    opened = models.PositiveIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("share link")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("workspace", "report"), name="links_of_a_report"),)

    def __str__(self) -> str:
        # No secret and no address: the trail keeps this label for ever.
        return f"{_('share link')} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Tell whether the link still leads to the report."""
        return self.revoked_at is None and self.expires_at > timezone.now()
