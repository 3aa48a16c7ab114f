"""Ask for a report, rename it, remove it, bring it back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.bridge.decisions import Decisions
from gouvernail.connectors.choices import ImportState
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.services.imports import import_decide, import_sample, lock
from gouvernail.connectors.services.sources import import_confirm
from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.services.diagnosing import diagnosis_run
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import job_start
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record


@transaction.atomic
def report_make(*, actor: Member, run: ImportRun, title: str = "") -> Job:
    """Take an import as it was understood, and have it diagnosed by a worker.

    Raises
    ------
    Forbidden, ValidationError
        The second where the import is not read yet, was undone, or a job is at work on it.
    """
    require(actor, Right.DIAGNOSIS_RUN)
    if lock(run).state not in {ImportState.READY, ImportState.APPLIED}:
        raise ValidationError(_("These files could not be read yet. Correct what is shown, then try again."))
    confirmed = import_confirm(actor=actor, run=run)
    return _start(actor, confirmed, title=title, is_read=True)


@transaction.atomic
def sample_make(*, actor: Member) -> Job:
    """Have the bundled simulation read and diagnosed in one go.

    Raises
    ------
    Forbidden
    """
    return _start(actor, import_sample(actor=actor), title="", is_read=False)


@transaction.atomic
def report_repair(*, actor: Member, report: Report, decisions: Decisions) -> Job:
    """Add what a report lacked (a column that nobody had recognised), read the files again and diagnose them again.

    The report stays as it is: the new one can be compared with it.

    Raises
    ------
    Forbidden, ValidationError
        The second where the import was undone, or a job is at work on it.
    """
    run = import_decide(actor=actor, run=report.run, decisions=decisions)
    confirmed = import_confirm(actor=actor, run=run)
    return _start(actor, confirmed, title=report.title, is_read=False, replaces=report.pk)


@transaction.atomic
def report_rename(*, actor: Member, report: Report, title: str) -> Report:
    """Give a report another title.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.DIAGNOSIS_RUN)
    locked = _locked(report)
    changes = changed(locked, title=title.strip())
    if changes:
        locked.full_clean()
        locked.save(update_fields=["title"])
        record(workspace=locked.workspace, actor=actor, verb="report_rename", subject=locked, changes=changes)
    return locked


@transaction.atomic
def report_remove(*, actor: Member, report: Report) -> Report:
    """Take a report away; it can be brought back until its files are removed.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.DIAGNOSIS_RUN)
    return _set_removed(actor, report, verb="report_remove", removed=True)


@transaction.atomic
def report_restore(*, actor: Member, report: Report) -> Report:
    """Bring a report back.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.DIAGNOSIS_RUN)
    return _set_removed(actor, report, verb="report_restore", removed=False)


def _set_removed(actor: Member, report: Report, *, verb: str, removed: bool) -> Report:
    locked = _locked(report)
    if (locked.removed_at is not None) == removed:
        return locked
    changes = changed(locked, removed_at=timezone.now() if removed else None)
    locked.save(update_fields=["removed_at"])
    record(workspace=locked.workspace, actor=actor, verb=verb, subject=locked, changes=changes)
    return locked


def _start(actor: Member, run: ImportRun, *, title: str, is_read: bool, replaces: int | None = None) -> Job:
    job = job_start(
        workspace=run.workspace,
        actor=actor,
        work=diagnosis_run,
        label=_("Diagnosis of %(title)s") % {"title": run.title},
        import_id=run.pk,
        title=(title.strip() or run.title)[:120],
        is_read=is_read,
        replaces=replaces,
    )
    run.job = job
    run.save(update_fields=["job"])
    return job


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("workspace", "run").get(pk=report.pk)
