"""Files of requests, items and evidences: kept under a code, never under the name that was sent."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Attachment, Evidence, Item, Request
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import kinds_of
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.file_names import shown_name
from gouvernail.workspaces.services.trail import record

MOST = 20  # living files of one thing
_MEGABYTE = 2**20
_STEERING = frozenset({RoleKind.PRODUCT_OWNER, RoleKind.PROXY_PO, RoleKind.ADMINISTRATOR})


def attachment_add(
    *,
    actor: Member,
    file: File[bytes],
    request: Request | None = None,
    item: Item | None = None,
    evidence: Evidence | None = None,
) -> Attachment:
    """Keep a file of one request, one item or one evidence.

    Its name is only shown; its content is only ever sent back as a download, whatever it says that it is. The file is
    written before the transaction ends, and removed where this call fails.

    Raises
    ------
    Forbidden, ValidationError
        The second named `file`: empty, too large, or one too many.
    """
    require(actor, _right(request=request, evidence=evidence))
    name = shown_name(file.name or "")
    row = Attachment(
        workspace=actor.workspace,
        request=request,
        item=item,
        evidence=evidence,
        name=name,
        size=file.size or 0,
        content_type=_declared(file),
        author=actor,
    )
    subject = _subject(row)
    files_check([file], held=type(row).objects.filter(removed_at=None, **_about(row)).count())
    path = default_storage.save(row.path, file)
    try:
        with transaction.atomic():
            row.full_clean()
            row.save()
            record(
                workspace=actor.workspace,
                actor=actor,
                verb="attachment_add",
                subject=subject,
                changes={"attachments": ("", name)},
            )
    except BaseException:
        default_storage.delete(path)
        raise
    return row


@transaction.atomic
def attachment_remove(*, actor: Member, attachment: Attachment, is_undone: bool = False) -> Attachment:
    """Take a file away, or bring it back (`is_undone`): its author may, and who steers the backlog.

    The document of an evidence is taken away by `evidence_detach`: what the evidence rests on changes with it.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.COMMENT_ADD if attachment.evidence_id is None else Right.EVIDENCE_ADD)
    rows = Attachment.objects.select_for_update(of=("self",)).select_related("request", "item", "evidence")
    locked = rows.get(pk=attachment.pk)
    if locked.author_id != actor.pk and _STEERING.isdisjoint(kinds_of(actor)):
        raise Forbidden(_("Only who added a file, or who steers the backlog, may remove it."))
    if (locked.removed_at is None) != is_undone:
        locked.removed_at = None if is_undone else timezone.now()
        locked.save(update_fields=["removed_at"])
        record(
            workspace=actor.workspace,
            actor=actor,
            verb="attachment_restore" if is_undone else "attachment_remove",
            subject=_subject(locked),
            changes={"attachments": ("", locked.name) if is_undone else (locked.name, "")},
        )
    return locked


def files_check(files: Iterable[File[bytes]], *, held: int = 0) -> None:
    """Refuse files that cannot be kept, before anything is written: forms ask it too.

    Raises
    ------
    ValidationError
        Named `file`: one is empty, they are too large together, or there are too many with those `held` already.
    """
    given = list(files)
    empty = [shown_name(file.name or "") for file in given if not file.size]
    if empty:
        raise ValidationError({"file": _("This file is empty: %(names)s.") % {"names": ", ".join(empty)}})
    size = sum(file.size or 0 for file in given)
    if size > settings.UPLOAD_LIMIT_MB * _MEGABYTE:
        raise ValidationError({"file": too_large(size)})
    if held + len(given) > MOST:
        raise ValidationError(
            {
                "file": _("At most %(most)s files are kept here: remove one, or put several in an archive (ZIP).")
                % {"most": MOST}
            }
        )


def too_large(size: int) -> str:
    """Say that files are too large, and what to do."""
    return _(
        "These files weigh %(size)s MB together; at most %(limit)s MB are taken. Compress them (ZIP), or give the"
        " address where they lie."
    ) % {"size": -(-size // _MEGABYTE), "limit": settings.UPLOAD_LIMIT_MB}


def _right(*, request: Request | None, evidence: Evidence | None) -> Right:
    """Say which right a file takes: that of what it is about."""
    if evidence is not None:
        return Right.EVIDENCE_ADD
    return Right.COMMENT_ADD if request is None else Right.REQUEST_ADD


def _about(row: Attachment) -> dict[str, int]:
    named = {"request_id": row.request_id, "item_id": row.item_id, "evidence_id": row.evidence_id}
    return {name: key for name, key in named.items() if key is not None}


def _subject(row: Attachment) -> Request | Item | Evidence:
    found = [one for one in (row.request, row.item, row.evidence) if one is not None]
    if len(found) != 1:
        raise ValueError("a file belongs to one request, one item or one evidence")
    return found[0]


def _declared(file: File[bytes]) -> str:
    """Keep what the sender said of the content: shown, never sent back as such."""
    said = str(getattr(file, "content_type", "") or "")
    return said[:120] if said.isascii() and said.isprintable() else ""
