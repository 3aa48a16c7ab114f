"""One CRM programme: nothing of one workspace is seen from another."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.choices.words import Rhythm


class Workspace(models.Model):
    """One CRM programme, its money, its language and its rhythm."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    product = models.CharField(_("CRM product"), max_length=80, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    value_unit = models.PositiveIntegerField(
        _("value of level 1"),
        default=1000,
        help_text=_("What level 1 of business value is worth in a year; each level doubles."),
    )
    language = models.CharField(
        _("language"), max_length=5, default="fr", choices=[("fr", "Français"), ("en", "English")]
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    rhythm_days = models.PositiveSmallIntegerField(
        _("rhythm of arbitration"), choices=Rhythm, default=Rhythm.FORTNIGHTLY
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deletes_at = models.DateTimeField(_("deleted for good on"), null=True, blank=True, editable=False)
    deletion_asked_by = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    is_demo = models.BooleanField(default=False, editable=False)

    objects: ClassVar[models.Manager["Workspace"]] = models.Manager()

    class Meta:
        verbose_name = _("workspace")

    def __str__(self) -> str:
        return self.name
