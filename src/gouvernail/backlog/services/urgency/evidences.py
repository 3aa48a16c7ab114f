"""Bring evidence of an urgency, keep it fresh, and have a second person check it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.urgency import EvidenceKind, Grade, Verdict
from gouvernail.backlog.models import Attachment, Evidence, Item
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.services.attachments import attachment_add, attachment_remove, files_check
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import kinds_of, today_of
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.trail import changed, record

FIELDS = (
    "kind",
    "statement",
    "source",
    "address",
    "document_on",
    "starts_on",
    "ends_on",
    "loss",
    "half_life",
    "owner",
)
_DEADLINES = frozenset(
    {EvidenceKind.LAW, EvidenceKind.CONTRACT, EvidenceKind.SECURITY, EvidenceKind.END_OF_SUPPORT, EvidenceKind.SEASON}
)
_STEERING = frozenset({RoleKind.PRODUCT_OWNER, RoleKind.PROXY_PO, RoleKind.ADMINISTRATOR})
_LONGEST = timedelta(days=730)  # [choice] what nobody confirms for two years is not known any more


class StaleEvidence(Exception):
    """Somebody else changed the evidence since it was read: nothing is written."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        super().__init__(str(evidence))


def evidence_add(*, actor: Member, item: Item, files: Iterable[File[bytes]] = (), **fields: Any) -> Evidence:
    """Bring an evidence of the urgency of an item, with its documents.

    Parameters
    ----------
    fields
        Those of `FIELDS`.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field, `file` for the documents.
    """
    require(actor, Right.EVIDENCE_ADD)
    documents = list(files)
    files_check(documents)
    kept: list[str] = []
    try:
        with transaction.atomic():
            row = _written(actor, item, fields)
            for file in documents:
                document = attachment_add(actor=actor, file=file, evidence=row)
                kept.append(document.path)  # what a later one refuses takes these away too
            if kept:
                _regrade(row)
    except BaseException:
        for path in kept:
            default_storage.delete(path)
        raise
    return row


@transaction.atomic
def evidence_edit(*, actor: Member, evidence: Evidence, version: int, **fields: Any) -> Evidence:
    """Change an evidence that is still as it was read; what was verified has to be verified again.

    Raises
    ------
    StaleEvidence
        Somebody changed it since.
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.EVIDENCE_ADD)
    locked = _locked(evidence)
    _own(actor, locked)
    if locked.version != version:
        raise StaleEvidence(locked)
    changes = changed(locked, **{name: _stripped(value) for name, value in fields.items()})
    if not changes:
        return locked
    if locked.verdict:
        changes |= changed(locked, verdict="", verdict_note="", verified_by=None, verified_at=None)
    changes |= changed(locked, grade=grade_of(locked))
    locked.version += 1
    _check(locked)
    locked.save(update_fields=[*changes, "version"])
    _tell(actor, locked, "evidence_edit", changes)
    return locked


@transaction.atomic
def evidence_renew(*, actor: Member, evidence: Evidence) -> Evidence:
    """Say that an evidence still holds: it counts in full for another while."""
    require(actor, Right.EVIDENCE_ADD)
    locked = _locked(evidence)
    _own(actor, locked)
    changes = changed(locked, expires_on=_expiry(actor))
    if changes:
        locked.version += 1
        locked.save(update_fields=[*changes, "version"])
        _tell(actor, locked, "evidence_renew", changes)
    return locked


@transaction.atomic
def evidence_verify(*, actor: Member, evidence: Evidence, verdict: str, note: str) -> Evidence:
    """Confirm or refute an evidence, as a second person, and say what was checked.

    Raises
    ------
    Forbidden
        Who brought the evidence, or answers for it, cannot verify it.
    ValidationError
        Named by field.
    """
    require(actor, Right.EVIDENCE_VERIFY)
    locked = _locked(evidence)
    if actor.pk in {locked.author_id, locked.owner_id}:
        raise Forbidden(_("A second person verifies: you brought this evidence or answer for it."))
    if not note.strip():
        raise ValidationError({"note": _("Say what you checked: the document, the date, the amount, with whom.")})
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Choose: confirmed or refuted.")})
    changes = changed(locked, verdict=verdict, verdict_note=note.strip(), verified_by=actor, verified_at=timezone.now())
    changes |= changed(locked, grade=grade_of(locked))
    if verdict == Verdict.CONFIRMED:
        changes |= changed(locked, expires_on=_expiry(actor))
    locked.version += 1
    locked.full_clean(exclude=["verified_by"])
    locked.save(update_fields=[*changes, "version"])
    changes.pop("verified_at", None)
    _tell(actor, locked, "evidence_verify", changes, reason=note.strip())
    return locked


@transaction.atomic
def evidence_remove(*, actor: Member, evidence: Evidence, is_undone: bool = False) -> Evidence:
    """Take an evidence away, or bring it back: who brought it may, and who steers the backlog."""
    require(actor, Right.EVIDENCE_ADD)
    locked = Evidence.objects.select_for_update(of=("self",)).select_related("item").get(pk=evidence.pk)
    _own(actor, locked)
    if (locked.removed_at is None) != is_undone:
        locked.removed_at = None if is_undone else timezone.now()
        locked.save(update_fields=["removed_at"])
        change = ("", locked.statement) if is_undone else (locked.statement, "")
        _tell(actor, locked, "evidence_restore" if is_undone else "evidence_remove", {"statement": change})
    return locked


@transaction.atomic
def evidence_attach(*, actor: Member, evidence: Evidence, file: File[bytes]) -> Attachment:
    """Add a document to an evidence: with its date, it counts as documented. Confirmed, it has to be verified again."""
    require(actor, Right.EVIDENCE_ADD)
    locked = _locked(evidence)
    _own(actor, locked)
    row = attachment_add(actor=actor, file=file, evidence=locked)
    _unconfirm(actor, locked)
    _regrade(locked)
    return row


@transaction.atomic
def evidence_detach(*, actor: Member, attachment: Attachment, is_undone: bool = False) -> Attachment:
    """Take a document away from an evidence, or bring it back: what the evidence rests on follows.

    What was confirmed was confirmed with other documents: it has to be verified again.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.EVIDENCE_ADD)
    was_removed_at = Attachment.objects.select_for_update().get(pk=attachment.pk).removed_at
    row = attachment_remove(actor=actor, attachment=attachment, is_undone=is_undone)
    held = Evidence.objects.select_for_update(of=("self",)).select_related("item", "workspace")
    for evidence in held.filter(attachments=row):
        if row.removed_at != was_removed_at:
            _unconfirm(actor, evidence)
        _regrade(evidence)
    return row


def evidences_check_files(*, item: Item) -> list[Attachment]:
    """Look whether the documents of an item's evidences are still there; an evidence without its document says so.

    Returns
    -------
    The documents that are missing from the storage.
    """
    rows = Attachment.objects.filter(evidence__item=item, evidence__removed_at=None, removed_at=None)
    missing = [one for one in rows.select_related("evidence") if not default_storage.exists(one.path)]
    for one in missing:
        if one.evidence is not None:
            with transaction.atomic():
                _regrade(_locked(one.evidence))
    return missing


def grade_of(evidence: Evidence) -> Grade:
    """Say what an evidence rests on (method, section 2.2).

    Refuted, it is an assertion again. A document is an address or a file that is there, with its date.
    """
    if evidence.verdict == Verdict.REFUTED:
        return Grade.ASSERTED
    if evidence.verdict == Verdict.CONFIRMED and evidence.verified_by_id is not None:
        return Grade.VERIFIED
    if evidence.document_on is not None and (evidence.address or _has_file(evidence)):
        return Grade.DOCUMENTED
    return Grade.NAMED if evidence.source else Grade.ASSERTED


def _has_file(evidence: Evidence) -> bool:
    if not evidence.pk:
        return False
    rows = Attachment.objects.filter(evidence=evidence, removed_at=None)
    return any(default_storage.exists(one.path) for one in rows)


def _written(actor: Member, item: Item, fields: dict[str, Any]) -> Evidence:
    locked = Item.objects.select_for_update(of=("self",)).filter(pk=item.pk, removed_at=None).first()
    if locked is None:
        raise ValidationError(_("This item was removed meanwhile."))
    given = {name: _stripped(value) for name, value in fields.items()}
    given["owner"] = given.get("owner") or actor
    row = Evidence(workspace=actor.workspace, item=locked, author=actor, expires_on=_expiry(actor), **given)
    row.grade = grade_of(row)
    _check(row)
    row.save()
    _tell(actor, row, "evidence_add", {"statement": ("", row.statement), "grade": (None, row.grade)})
    return row


def _check(row: Evidence) -> None:
    row.full_clean()
    kind = EvidenceKind(row.kind)
    if kind in _DEADLINES and row.ends_on is None:
        raise ValidationError({"ends_on": _("Without its date, this presses nobody: give the deadline.")})
    if kind is EvidenceKind.SEASON and row.starts_on is None:
        raise ValidationError({"starts_on": _("Say also when the season begins.")})
    if kind is EvidenceKind.WINDOW and row.ends_on is None and not row.half_life:
        raise ValidationError({"ends_on": _("Say when the window closes, or after how many weeks half of it is gone.")})
    if kind is EvidenceKind.LOSS and row.loss is None:
        raise ValidationError({"loss": _("Say what is lost each week.")})
    if row.document_on is not None and row.document_on > _day(row):
        raise ValidationError({"document_on": _("A document is not dated in the future. Give the day it was written.")})
    if row.owner is not None and (row.owner.workspace_id != row.workspace_id or not row.owner.is_active):
        raise ValidationError({"owner": _("Choose an active member of this workspace.")})


def _day(row: Evidence) -> date:
    return today_of(row.author)


def _expiry(actor: Member) -> date:
    days = timedelta(days=rules_now(actor.workspace).evidence_days)
    return today_of(actor) + min(days, _LONGEST)


def _unconfirm(actor: Member, evidence: Evidence) -> None:
    """Take back what a second person confirmed, when the documents they read are others."""
    if evidence.verdict == Verdict.CONFIRMED:
        changes = changed(evidence, verdict="", verdict_note="", verified_by=None, verified_at=None)
        evidence.version += 1
        evidence.save(update_fields=[*changes, "version"])
        _tell(actor, evidence, "evidence_edit", changes)


def _regrade(evidence: Evidence) -> None:
    grade = grade_of(evidence)
    if grade != evidence.grade:
        old, evidence.grade = evidence.grade, grade
        evidence.save(update_fields=["grade"])
        record(
            workspace=evidence.workspace,
            actor=None,
            verb="evidence_regrade",
            subject=evidence.item,
            changes={"grade": (Grade(old).label, grade.label)},
        )


def _locked(evidence: Evidence) -> Evidence:
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("item", "workspace", "author__workspace")
    locked = rows.filter(pk=evidence.pk, removed_at=None).first()
    if locked is None:
        raise ValidationError(_("This evidence was removed meanwhile. Bring it back first."))
    return locked


def _own(actor: Member, evidence: Evidence) -> None:
    if actor.pk not in {evidence.author_id, evidence.owner_id} and _STEERING.isdisjoint(kinds_of(actor)):
        raise Forbidden(_("Only who brought this evidence, who answers for it, or who steers the backlog may do this."))


def _tell(actor: Member, row: Evidence, verb: str, changes: dict[str, tuple[Any, Any]], *, reason: str = "") -> None:
    """Write the trail of the item: that is where its history is read."""
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=row.item, changes=changes, reason=reason)


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
