"""A letter to somebody who has no place here yet."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models.scoped import Scoped


class Invitation(Scoped):
    """An invitation by e-mail with a role. The link holds a secret of which only the hash is kept."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind, default=RoleKind.REQUESTER)
    team = models.ForeignKey("workspaces.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    data_object = models.ForeignKey(
        "workspaces.DataObject", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    role_ends_on = models.DateField(_("role until"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=5, default="fr", choices=[("fr", "Français"), ("en", "English")]
    )
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey("workspaces.Member", on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        "workspaces.Member", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("workspace", "email"), name="invitations_of_an_address"),)

    def __str__(self) -> str:
        # No address and no name: the trail keeps this label for ever, and a person may ask to be erased.
        return f"{_('invitation')} {self.pk}"
