"""The job that turns an import into a report."""

import uuid
from datetime import UTC
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.choices import ImportState
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.services.files import file_put
from gouvernail.connectors.services.reading import PARTS, reading_again, reading_of
from gouvernail.diagnosis.bridge.making import Kept, diagnosed, kept
from gouvernail.diagnosis.choices import SCHEMA
from gouvernail.diagnosis.models import Report, Wording
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import Result, Run
from gouvernail.workspaces.services.trail import record

if TYPE_CHECKING:
    from gouvernail.exchange.reading import Reading

_READ, _JUDGED, _WRITTEN = 0.6, 0.85, 0.97
_NAMESPACE = uuid.UUID("6f0f7d5e-6d5c-4b3a-9a77-5a5f0d2b7c11")


def diagnosis_run(run: Run, *, import_id: int, title: str, is_read: bool = True, replaces: int | None = None) -> Result:
    """Diagnose an import and keep the report: called by a worker.

    Nothing is seen of it until all of it is written: files first, under a name that a second attempt writes again, then
    the rows in one transaction.

    Parameters
    ----------
    is_read
        Whether the import was read already, as it is to be diagnosed.
    replaces
        Key of the report that this one repairs.

    Raises
    ------
    JobFailed
        When the files cannot be read.
    """
    known = Report.objects.filter(job=run.job).first()
    if known is not None:  # the worker died between the last write and the end of the job
        return _result(known)
    found = ImportRun.objects.select_related("workspace").get(pk=import_id)
    reading = _reading(run, found, is_read=is_read)
    run.progress(int(PARTS * _READ), PARTS, _("Measuring the indicators and weighing the causes"))
    now = timezone.now().astimezone(UTC).replace(tzinfo=None)
    made = kept(diagnosed(reading, title=title, now=now, sample=found.is_sample))
    run.progress(int(PARTS * _JUDGED), PARTS, _("Writing the report"))
    report = _new(run.job, found, title, made)
    for name, content in made.files:
        file_put(f"{report.folder}/{name}", content)
    run.progress(int(PARTS * _WRITTEN), PARTS, _("Writing the report"))
    return _result(_write(report, made, found, replaces))


def _reading(run: Run, found: ImportRun, *, is_read: bool) -> "Reading":
    if is_read:
        try:
            return reading_again(found)
        except FileNotFoundError:  # a storage that was emptied: the files themselves may still be there
            pass
    return reading_of(run, found, share=_READ)


def _new(job: Job, found: ImportRun, title: str, made: Kept) -> Report:
    actor = job.actor or found.actor
    return Report(
        workspace=found.workspace,
        code=uuid.uuid5(_NAMESPACE, f"{job.pk}"),
        title=title,
        run=found,
        job=job,
        actor=actor,
        is_sample=found.is_sample,
        figures=made.figures,
        since=None if made.since is None else made.since.replace(tzinfo=UTC),
        until=None if made.until is None else made.until.replace(tzinfo=UTC),
        **made.counts,
    )


@transaction.atomic
def _write(report: Report, made: Kept, found: ImportRun, replaces: int | None) -> Report:
    if replaces is not None:
        report.replaces = Report.objects.filter(pk=replaces).first()
    report.full_clean()
    report.save()
    for language, contents in made.wordings.items():
        Wording.objects.create(
            workspace=report.workspace, report=report, language=language, schema=SCHEMA, contents=contents
        )
    ImportRun.objects.filter(pk=found.pk).update(state=ImportState.APPLIED)
    record(
        workspace=report.workspace,
        actor=report.actor,
        verb="report_make",
        subject=report,
        changes={"title": ("", report.title), "items": ("", report.items)},
    )
    return report


def _result(report: Report) -> Result:
    address = reverse("diagnosis:report_detail", args=[report.workspace.slug, report.pk])
    return {"url": address, "text": report.title}
