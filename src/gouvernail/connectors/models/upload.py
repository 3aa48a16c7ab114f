"""One file of an import, as it was sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.models import Scoped


class Upload(Scoped):
    """One file. `name` is what people see; `path` holds nothing that they typed."""

    run = models.ForeignKey("connectors.ImportRun", on_delete=models.CASCADE, related_name="uploads")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=120)
    path = models.CharField(max_length=255, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0)  # bytes

    class Meta:
        verbose_name = _("file")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("workspace", "run", "name"), name="one_upload_a_name"),)

    def __str__(self) -> str:
        return self.name
