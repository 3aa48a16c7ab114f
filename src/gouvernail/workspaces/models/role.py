"""What a member is here, over what, from when to when, and who stands in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models.scoped import Scoped


class DataObject(Scoped):
    """A kind of data that somebody answers for: accounts, contacts, consents."""

    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("description"), blank=True, max_length=2000)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("data object")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("workspace", "name"), name="one_data_object_a_name"),)

    def __str__(self) -> str:
        return self.name


class Role(Scoped):
    """One role of one member; a member may hold several."""

    member = models.ForeignKey("workspaces.Member", on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind)
    team = models.ForeignKey("workspaces.Team", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    data_object = models.ForeignKey(
        "workspaces.DataObject", on_delete=models.RESTRICT, null=True, blank=True, related_name="roles"
    )
    deputy = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, blank=True, related_name="deputy_of"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("role")
        ordering = ("kind", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(deputy=F("member")), name="nobody_stands_in_for_oneself"),
        )

    def __str__(self) -> str:
        scope = self.data_object or self.team
        return f"{self.get_kind_display()} · {scope}" if scope else self.get_kind_display()
