"""What reviewers say beside the figures."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.diagnosis.models import Annotation, Report
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.trail import changed, record


@transaction.atomic
def annotation_add(*, actor: Member, report: Report, about: str, part: str, text: str) -> Annotation:
    """Write a note on a report, a symptom, a cause or an indicator.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.DIAGNOSIS_ANNOTATE)
    if about != "report" and part not in parts_of(report).get(about, ()):
        raise ValidationError({"part": _("This report says nothing of that.")})
    note = Annotation(
        workspace=report.workspace, report=report, about=about, part=part, text=text.strip(), author=actor
    )
    note.full_clean()
    note.save()
    record(
        workspace=report.workspace,
        actor=actor,
        verb="annotation_add",
        subject=note,
        changes={"text": ("", note.text)},
    )
    return note


@transaction.atomic
def annotation_edit(*, actor: Member, note: Annotation, text: str) -> Annotation:
    """Change one's own note.

    Raises
    ------
    Forbidden, ValidationError
        The first where it is somebody else's.
    """
    locked = _own(actor, note)
    changes = changed(locked, text=text.strip())
    if changes:
        locked.edited_at = timezone.now()
        locked.full_clean()
        locked.save(update_fields=["text", "edited_at"])
        record(workspace=locked.workspace, actor=actor, verb="annotation_edit", subject=locked, changes=changes)
    return locked


@transaction.atomic
def annotation_remove(*, actor: Member, note: Annotation, is_undone: bool = False) -> Annotation:
    """Take one's own note away, or bring it back (`is_undone`).

    Raises
    ------
    Forbidden
        Where it is somebody else's.
    """
    locked = _own(actor, note)
    changes = changed(locked, removed_at=None if is_undone else timezone.now())
    locked.save(update_fields=["removed_at"])
    verb = "annotation_restore" if is_undone else "annotation_remove"
    record(workspace=locked.workspace, actor=actor, verb=verb, subject=locked, changes=changes)
    return locked


def parts_of(report: Report) -> dict[str, set[str]]:
    """Give the ids of what can be annotated, by kind."""
    names = {"symptom": "symptoms", "cause": "causes", "indicator": "findings"}
    return {about: {one["id"] for one in report.figures.get(name, [])} for about, name in names.items()}


def _own(actor: Member, note: Annotation) -> Annotation:
    require(actor, Right.DIAGNOSIS_ANNOTATE)
    locked = Annotation.objects.select_for_update(of=("self",)).select_related("workspace", "report").get(pk=note.pk)
    if locked.author_id != actor.pk:
        raise Forbidden(_("Only its author may change a note. Write your own beside it."))
    return locked
