"""Start an import, correct what was understood of it, undo it, bring it back."""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.connectors.bridge.decisions import Decisions, lines_of, over
from gouvernail.connectors.choices import ImportState
from gouvernail.connectors.models import ImportRun, Upload
from gouvernail.connectors.services.names import distinct, stored_name
from gouvernail.connectors.services.reading import import_read
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import job_start
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.file_names import shown_name
from gouvernail.workspaces.services.trail import changed, record

MEGABYTE = 2**20


def import_create(*, actor: Member, files: Sequence[File[bytes]]) -> ImportRun:
    """Keep files and have them read by a worker.

    The files are written before the transaction: large ones take long, and what a failed transaction leaves is removed.

    Raises
    ------
    Forbidden, ValidationError
        The second where there is no file, or where they are too large together.
    """
    require(actor, Right.DIAGNOSIS_RUN)
    _check(files)
    names = distinct(shown_name(file.name or "") for file in files)
    run = ImportRun(workspace=actor.workspace, actor=actor, title=title_of(names))
    paths = []
    try:
        for position, (name, file) in enumerate(zip(names, files, strict=True), 1):
            paths.append(default_storage.save(f"{run.folder}/files/{stored_name(position, name)}", file))
        return _write(run, names, paths, files)
    except BaseException:
        for path in paths:
            default_storage.delete(path)
        raise


@transaction.atomic
def _write(run: ImportRun, names: Sequence[str], paths: Sequence[str], files: Sequence[File[bytes]]) -> ImportRun:
    run.full_clean()
    run.save()
    for position, (name, path, file) in enumerate(zip(names, paths, files, strict=True), 1):
        upload = Upload(workspace=run.workspace, run=run, position=position, name=name, path=path, size=file.size)
        upload.full_clean()
        upload.save()
    record(
        workspace=run.workspace,
        actor=run.actor,
        verb="import_create",
        subject=run,
        changes={"title": ("", run.title), "state": ("", run.state)},
    )
    reading_start(actor=run.actor, run=run)
    return run


@transaction.atomic
def import_sample(*, actor: Member) -> ImportRun:
    """Make an import of the bundled simulation: it has no file, a worker writes them when it reads it.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.DIAGNOSIS_RUN)
    run = ImportRun(workspace=actor.workspace, actor=actor, title=_("Simulated programme"), is_sample=True)
    run.full_clean()
    run.save()
    record(
        workspace=run.workspace,
        actor=actor,
        verb="import_create",
        subject=run,
        changes={"title": ("", run.title), "state": ("", run.state)},
    )
    return run


def reading_start(*, actor: Member, run: ImportRun) -> Job:
    """Have an import read again by a worker, in the caller's transaction."""
    job = job_start(
        workspace=run.workspace,
        actor=actor,
        work=import_read,
        label=_("Reading of %(title)s") % {"title": run.title},
        import_id=run.pk,
    )
    run.job, run.state = job, ImportState.WAITING
    run.save(update_fields=["job", "state"])
    return job


@transaction.atomic
def import_decide(*, actor: Member, run: ImportRun, decisions: Decisions) -> ImportRun:
    """Keep what a person said of the files; reading again is another call, so that it can be part of a longer job.

    Raises
    ------
    Forbidden, ValidationError
        The second where the import was undone, or a job is at work on it.
    """
    require(actor, Right.DIAGNOSIS_RUN)
    locked = lock(run)
    before = lines_of(locked.decisions)
    locked.decisions = over(decisions, locked.decisions)
    after = lines_of(locked.decisions)
    if before != after:
        locked.save(update_fields=["decisions"])
        changes = {"decisions": (before - after, after - before)}
        record(workspace=locked.workspace, actor=actor, verb="import_decide", subject=locked, changes=changes)
    return locked


@transaction.atomic
def import_correct(*, actor: Member, run: ImportRun, decisions: Decisions) -> Job:
    """Keep what a person said of the files, and read them again.

    Raises
    ------
    Forbidden, ValidationError
        As `import_decide`.
    """
    locked = import_decide(actor=actor, run=run, decisions=decisions)
    return reading_start(actor=actor, run=locked)


@transaction.atomic
def import_undo(*, actor: Member, run: ImportRun) -> ImportRun:
    """Take an import and its reports away; both come back with `import_restore` until the files are removed.

    Raises
    ------
    Forbidden, ValidationError
        The second where it was undone already, or a job is at work on it.
    """
    require(actor, Right.DIAGNOSIS_RUN)
    locked = lock(run)
    changes = changed(locked, undone_at=timezone.now())
    locked.save(update_fields=["undone_at"])
    record(workspace=locked.workspace, actor=actor, verb="import_undo", subject=locked, changes=changes)
    return locked


@transaction.atomic
def import_restore(*, actor: Member, run: ImportRun) -> ImportRun:
    """Bring an import and its reports back.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.DIAGNOSIS_RUN)
    locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    changes = changed(locked, undone_at=None)
    if changes:
        locked.save(update_fields=["undone_at"])
        record(workspace=locked.workspace, actor=actor, verb="import_restore", subject=locked, changes=changes)
    return locked


def lock(run: ImportRun) -> ImportRun:
    """Hold an import for the rest of the transaction.

    Raises
    ------
    ValidationError
        Where it was undone, or a job is at work on it.
    """
    locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if locked.undone_at is not None:
        raise ValidationError(_("This import was undone. Bring it back first."))
    if locked.is_busy:
        raise ValidationError(_("These files are being read. Wait until it is done, or cancel the job."))
    return locked


def title_of(names: Sequence[str]) -> str:
    """Name an import after its files."""
    if len(names) == 1:
        return names[0]
    others = len(names) - 1
    return ngettext("%(first)s and one other file", "%(first)s and %(n)s other files", others) % {
        "first": names[0][:80],
        "n": others,
    }


def _check(files: Sequence[File[bytes]]) -> None:
    if not files:
        raise ValidationError(_("No file was sent. Choose the export of your tool: CSV, XLSX, ODS or JSON."))
    empty = [shown_name(file.name or "") for file in files if not file.size]
    if empty:
        raise ValidationError(_("%(file)s is empty. Export it again, then send it.") % {"file": empty[0]})
    size = sum(file.size for file in files)
    if size > settings.UPLOAD_LIMIT_MB * MEGABYTE:
        raise ValidationError(too_large(size))


def too_large(size: int) -> str:
    """Say that files are too large, and what to do."""
    return _(
        "These files weigh %(size)s MB together; at most %(limit)s MB are taken. Export a shorter period or one project"
        " at a time, compress the files (ZIP), or ask your administrator to raise GOUVERNAIL_UPLOAD_LIMIT_MB."
    ) % {"size": -(-size // MEGABYTE), "limit": settings.UPLOAD_LIMIT_MB}
