"""The programme's own exports are dropped on the page, read, diagnosed and annotated by the reviewer."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gouvernail.connectors.services.imports import import_create
from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.services.annotations import annotation_add
from gouvernail.diagnosis.services.reports import report_make, report_rename
from gouvernail.exchange.sample import write_sample
from gouvernail.jobs.services.worker import queue_empty
from gouvernail.workspaces.models import Member

_TITLE = "Pourquoi ça n’avance pas ? (exports du programme, simulés)"
_NOTE = (
    "Les entretiens confirment ce constat : quatre personnes sur cinq disent que l’ordre se décide au téléphone. "
    "À vérifier avec le sponsor avant de le présenter."
)


def diagnose_programme(owner: Member, reviewer: Member) -> Report:
    """Import the exports of the simulated programme, diagnose them, and have the reviewer say something."""
    with TemporaryDirectory() as folder:
        paths = write_sample(Path(folder), until=timezone.localdate())
        files = [SimpleUploadedFile(path.name, path.read_bytes(), content_type="text/csv") for path in paths]
        run = import_create(actor=owner, files=files)
    queue_empty()
    run.refresh_from_db()
    report_make(actor=owner, run=run, title=_TITLE)
    queue_empty()
    report = Report.objects.latest("pk")
    report_rename(actor=owner, report=report, title=_TITLE)
    annotation_add(actor=reviewer, report=report, about="report", part="", text=_NOTE)
    return report
