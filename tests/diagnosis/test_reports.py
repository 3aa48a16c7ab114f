"""From files to a report that is kept, in the reader's language, whole or not at all."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from pytest_django import Settings

from gouvernail.connectors.choices import ImportState
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.services.imports import import_undo
from gouvernail.decisions.models import Change
from gouvernail.diagnosis.choices import SCHEMA
from gouvernail.diagnosis.models import Report, Wording
from gouvernail.diagnosis.services.diagnosing import diagnosis_run
from gouvernail.diagnosis.services.reports import (
    report_make,
    report_remove,
    report_rename,
    report_restore,
    sample_make,
)
from gouvernail.jobs.choices import State
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import JobCancelled, Run
from tests.cast import Cast
from tests.imports import items

Made = Callable[..., Report]
Sent = Callable[..., ImportRun]


def _page(report: Report) -> str:
    return f"/w/crm-ventes/diagnosis/{report.pk}/"


def test_a_confirmed_import_becomes_a_report(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made(title="Programme CRM")
    page = signed_in("robin").get(_page(report)).content.decode()
    assert (report.title, report.items, report.run.state) == ("Programme CRM", 40, ImportState.APPLIED)
    assert "Programme CRM" in page
    assert "Les livraisons prennent du retard" in page
    assert "Causes probables" in page
    with scope(workspace=cast.workspace):
        assert Change.objects.filter(verb="report_make", subject_id=str(report.pk)).exists()


def test_the_page_speaks_the_language_of_who_reads(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()  # asked for by somebody who speaks French
    cast.robin.user.language = "en"
    cast.robin.user.save()
    assert "Probable causes" in signed_in("robin").get(_page(report)).content.decode()
    assert "Causes probables" in signed_in("noa").get(_page(report)).content.decode()


def test_a_report_of_an_older_page_is_worded_again(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()
    with scope(workspace=cast.workspace):
        Wording.objects.filter(report=report, language="fr").update(schema=0, contents={"old": True})
        Wording.objects.filter(report=report, language="en").delete()
    page = signed_in("robin").get(_page(report)).content.decode()
    with scope(workspace=cast.workspace):
        assert Wording.objects.get(report=report, language="fr").schema == SCHEMA
    assert "Causes probables" in page


def test_the_bundled_sample_is_one_click(
    cast: Cast, signed_in: Callable[[str], Client], run_jobs: Callable[[], None], settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = signed_in("camille")
    waiting = client.post("/w/crm-ventes/diagnosis/sample/")
    run_jobs()
    after = client.get(waiting.headers["Location"] + "?wait=1")
    page = client.get(after.headers["Location"]).content.decode()
    assert "Exemple simulé" in page


def test_a_reader_cannot_run_one(cast: Cast, sent: Sent, signed_in: Callable[[str], Client]) -> None:
    run = sent(("demandes.csv", items()))
    client = signed_in("robin")
    assert client.post(f"/w/crm-ventes/diagnosis/imports/{run.pk}/diagnose/").status_code == 403
    assert client.post("/w/crm-ventes/diagnosis/sample/").status_code == 403


def test_what_could_not_be_read_is_not_diagnosed(cast: Cast, sent: Sent) -> None:
    run = sent(("roadmap.csv", b"%PDF-1.7"))
    with scope(workspace=cast.workspace), pytest.raises(ValidationError):
        report_make(actor=cast.camille, run=run)


def test_clicking_twice_makes_one_report(
    cast: Cast, sent: Sent, signed_in: Callable[[str], Client], run_jobs: Callable[[], None]
) -> None:
    run = sent(("demandes.csv", items()))
    client = signed_in("camille")
    for _ in range(2):
        client.post(f"/w/crm-ventes/diagnosis/imports/{run.pk}/diagnose/")
    run_jobs()
    with scope(workspace=cast.workspace):
        assert Report.objects.count() == 1


def test_a_job_that_is_stopped_leaves_no_half_report(cast: Cast, sent: Sent, run_jobs: Callable[[], None]) -> None:
    run = sent(("demandes.csv", items()))
    with scope(workspace=cast.workspace):
        job = report_make(actor=cast.camille, run=run)
        Job.objects.filter(pk=job.pk).update(cancel_asked_at=timezone.now())
    run_jobs()
    with scope(workspace=cast.workspace):
        assert Job.objects.get(pk=job.pk).state == State.CANCELLED
        assert not Report.objects.exists()
        assert not Wording.objects.exists()


def test_an_attempt_after_a_death_writes_one_report(cast: Cast, sent: Sent) -> None:
    run = sent(("demandes.csv", items()))
    with scope(workspace=cast.workspace):
        job = report_make(actor=cast.camille, run=run)
        Job.objects.filter(pk=job.pk).update(state=State.RUNNING)
        job.refresh_from_db()
        results = [diagnosis_run(Run(job), **job.arguments) for _ in range(2)]
        assert results[0] == results[1]
        assert Report.objects.count() == 1
        # Files were written but the worker died before the rows: the next attempt writes the same files again.
        Report.objects.all().delete()
        diagnosis_run(Run(job), **job.arguments)
        assert Report.objects.count() == 1


def test_a_worker_that_was_believed_dead_writes_nothing(cast: Cast, sent: Sent) -> None:
    run = sent(("demandes.csv", items()))
    with scope(workspace=cast.workspace):
        job = report_make(actor=cast.camille, run=run)
        Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=2)  # another worker has it
        with pytest.raises(JobCancelled):
            diagnosis_run(Run(job), **job.arguments)
        assert not Report.objects.exists()


def test_rename_remove_and_bring_back(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()
    client = signed_in("camille")
    assert client.post(f"{_page(report)}rename/", {"title": "  "}).status_code == 422
    assert client.post(f"{_page(report)}rename/", {"title": "Second trimestre"}).status_code == 302
    assert "Second trimestre" in client.get(_page(report)).content.decode()
    page = client.post(f"{_page(report)}remove/", follow=True).content.decode()
    assert f"{_page(report)}restore/" in page
    assert client.get(_page(report)).status_code == 404
    client.post(f"{_page(report)}restore/")
    assert client.get(_page(report)).status_code == 200


def test_each_act_is_in_the_trail(cast: Cast, made: Made) -> None:
    report = made()
    with scope(workspace=cast.workspace):
        report_rename(actor=cast.camille, report=report, title="Autre")
        report_remove(actor=cast.camille, report=report)
        report_restore(actor=cast.camille, report=report)
        verbs = Change.objects.filter(subject_type="diagnosis.report").order_by("pk").values_list("verb", flat=True)
        assert list(dict.fromkeys(verbs)) == ["report_make", "report_rename", "report_remove", "report_restore"]


def test_undoing_an_import_takes_its_report_away(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()
    with scope(workspace=cast.workspace):
        import_undo(actor=cast.camille, run=report.run)
    client = signed_in("camille")
    assert client.get(_page(report)).status_code == 404
    assert report.title not in client.get("/w/crm-ventes/diagnosis/").content.decode().split("imports/")[0]


def test_html_in_every_cell_stays_text_on_every_page(
    cast: Cast, made: Made, signed_in: Callable[[str], Client]
) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    content = items(title=hostile).replace("Personne", hostile).replace("Équipe", hostile)
    report = made((f"{hostile}.csv", content), title=hostile)
    client = signed_in("camille")
    for path in ("", "rows/indicator/on_time_rate/", "rows/indicator/slippage/", "notes/report/", "share/", "rename/"):
        page = client.get(f"{_page(report)}{path}").content.decode()
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page
    listed = client.get("/w/crm-ventes/diagnosis/").content.decode()
    assert "<img src=x" not in listed


def test_the_web_process_starts_without_what_is_heavy() -> None:
    code = (
        "import os, sys, json; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
        "import django; django.setup()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "heavy = ('polars', 'numpy', 'scipy', 'typst', 'xlsxwriter')\n"
        "print(json.dumps([name for name in heavy if name in sys.modules]))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout.splitlines()[-1]) == []


def test_a_sample_is_made_by_those_who_may(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    with scope(workspace=cast.workspace):
        assert sample_make(actor=cast.maxime).state == State.WAITING
