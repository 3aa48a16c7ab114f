"""Links to a report for people who have no account here."""

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.diagnosis.choices import Life
from gouvernail.diagnosis.models import Report, ShareLink
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record


@transaction.atomic
def share_create(*, actor: Member, report: Report, days: int) -> tuple[ShareLink, str]:
    """Make a link that lives so many days; gives it and its secret, which is kept nowhere.

    Raises
    ------
    Forbidden, ValidationError
    """
    require(actor, Right.DIAGNOSIS_SHARE)
    if days not in Life.values:
        raise ValidationError({"days": _("Choose how long the link lives.")})
    secret = secrets.token_urlsafe(32)  # 256 bits
    link = ShareLink(
        workspace=report.workspace,
        report=report,
        secret_hash=hash_of(secret),
        actor=actor,
        expires_at=timezone.now() + timedelta(days=days),
    )
    link.full_clean(exclude=["secret_hash"])
    link.save()
    record(
        workspace=report.workspace,
        actor=actor,
        verb="share_create",
        subject=link,
        changes={"report": ("", report), "expires_at": (None, link.expires_at)},
    )
    return link, secret


@transaction.atomic
def share_revoke(*, actor: Member, link: ShareLink) -> ShareLink:
    """Close a link at once.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.DIAGNOSIS_SHARE)
    locked = ShareLink.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=link.pk)
    if locked.revoked_at is None:
        changes = changed(locked, revoked_at=timezone.now())
        locked.save(update_fields=["revoked_at"])
        record(workspace=locked.workspace, actor=actor, verb="share_revoke", subject=locked, changes=changes)
    return locked


def share_opened(link: ShareLink) -> None:
    """Count a visit: whoever shared a report may want to know that it was read. Nothing is kept of the reader."""
    ShareLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, opened_at=timezone.now())


def hash_of(secret: str) -> str:
    """Give what is kept of a secret."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
