"""A report as a file: PDF, XLSX, JSON, with the notes of its reviewers."""

import hashlib

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.connectors.services.files import file_put, getter
from gouvernail.diagnosis.bridge.exporting import CannotExport, exported
from gouvernail.diagnosis.bridge.making import Language
from gouvernail.diagnosis.choices import Kind
from gouvernail.diagnosis.models import Export, Report
from gouvernail.diagnosis.selectors.annotations import notes_of
from gouvernail.jobs.services.run import JobFailed, Result, Run, job_start
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record


@transaction.atomic
def export_make(*, actor: Member, report: Report, kind: str, language: Language) -> Export:
    """Have a file made by a worker; the one that was made of the same notes and title is given again.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.WORKSPACE_READ)
    stamp = stamp_of(report)
    export, is_new = Export.objects.select_for_update(of=("self",)).get_or_create(
        workspace=report.workspace, report=report, kind=kind, language=language, stamp=stamp
    )
    if is_new:
        record(
            workspace=report.workspace, actor=actor, verb="report_export", subject=report, changes={"kind": ("", kind)}
        )
    if not export.path and (export.job is None or export.job.has_ended):
        export.job = job_start(
            workspace=report.workspace,
            actor=actor,
            work=export_run,
            label=_("%(kind)s of %(title)s") % {"kind": Kind(kind).label, "title": report.title},
            export_id=export.pk,
        )
        export.save(update_fields=["job"])
    return export


def export_run(run: Run, *, export_id: int) -> Result:
    """Write the file: called by a worker.

    Raises
    ------
    JobFailed
        When a component is not installed on the server.
    """
    export = Export.objects.select_related("report", "workspace").get(pk=export_id)
    report = export.report
    language: Language = "en" if export.language == "en" else "fr"
    run.progress(0, 0, _("Writing the file"))
    notes = [
        {
            "about": note.about,
            "part": note.part,
            "text": note.text,
            "author": str(note.author),
            "at": note.created_at.isoformat(),
        }
        for note in notes_of(report)
    ]
    try:
        content = exported(getter(report.folder), export.kind, title=report.title, notes=notes, language=language)
    except CannotExport as refusal:
        raise JobFailed(str(refusal)) from refusal
    path = f"{report.folder}/exports/{export.pk}.{export.kind}"
    file_put(path, content)
    Export.objects.filter(pk=export.pk).update(path=path)
    address = reverse("diagnosis:export_file", args=[export.workspace.slug, report.pk, export.pk])
    return {"url": address, "text": f"{report.title} ({Kind(export.kind).label})"}


def stamp_of(report: Report) -> str:
    """Name the state of what an export holds besides the figures: its title and its notes."""
    parts = [report.title, *(f"{note.pk} {note.text}" for note in notes_of(report))]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
