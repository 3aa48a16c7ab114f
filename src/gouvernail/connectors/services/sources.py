"""Remember what was decided for files of one shape, forget it."""

from django.db import transaction
from django.utils import timezone

from gouvernail.connectors.bridge.decisions import lines_of, over
from gouvernail.connectors.choices import ImportState
from gouvernail.connectors.models import ImportRun, Source
from gouvernail.connectors.services.imports import lock
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record

NAME = 120


@transaction.atomic
def import_confirm(*, actor: Member, run: ImportRun) -> ImportRun:
    """Take an import as it was understood, and remember what was decided for the next files of this shape.

    Raises
    ------
    Forbidden, ValidationError
        The second where it was undone, or a job is at work on it.
    """
    require(actor, Right.DIAGNOSIS_RUN)
    locked = lock(run)
    if not locked.is_sample:
        locked.source = _remember(actor, locked)
    changes = changed(locked, state=ImportState.APPLIED)
    locked.save(update_fields=["source", "state"])
    if changes:
        record(workspace=locked.workspace, actor=actor, verb="import_confirm", subject=locked, changes=changes)
    return locked


@transaction.atomic
def source_forget(*, actor: Member, source: Source) -> None:
    """Forget what was decided: the next files of this shape are guessed again. Imports stay as they are.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.DIAGNOSIS_RUN)
    record(
        workspace=source.workspace,
        actor=actor,
        verb="source_forget",
        subject=source,
        changes={"decisions": (lines_of(source.decisions), ())},
    )
    source.delete()


def _remember(actor: Member, run: ImportRun) -> Source | None:
    """Keep the decisions beside the shape that they are for; days of files belong to these files alone."""
    decided = {name: value for name, value in run.decisions.items() if name != "dates"}
    known = Source.objects.select_for_update().filter(fingerprint=run.fingerprint).first()
    if not any(decided.values()) or not run.fingerprint:
        return known
    source = known or Source(
        workspace=run.workspace, fingerprint=run.fingerprint, name=run.title[:NAME], confirmed_by=actor
    )
    before = lines_of(source.decisions)
    source.decisions = over(decided, source.decisions)
    after = lines_of(source.decisions)
    if before != after or known is None:
        source.confirmed_by, source.confirmed_at = actor, timezone.now()
        source.full_clean()
        source.save()
        changes = {"decisions": (before - after, after - before)}
        record(workspace=run.workspace, actor=actor, verb="source_remember", subject=source, changes=changes)
    return source
