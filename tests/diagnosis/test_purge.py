"""What was removed or undone can be brought back for a week; then its files are gone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from django_scopes import scope
from pytest_django import Settings

from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.services.imports import import_undo
from gouvernail.decisions.models import Change
from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.services.purge import removed_purge
from gouvernail.diagnosis.services.reports import report_remove
from tests.cast import Cast

Made = Callable[..., Report]


def _files(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def _wait(cast: Cast, *, days: int) -> None:
    then = timezone.now() - timedelta(days=days)
    with scope(workspace=cast.workspace):
        Report.objects.filter(removed_at__isnull=False).update(removed_at=then)
        ImportRun.objects.filter(undone_at__isnull=False).update(undone_at=then)


def test_a_removed_report_is_kept_for_a_week(cast: Cast, made: Made, settings: Settings) -> None:
    report = made()
    with scope(workspace=cast.workspace):
        report_remove(actor=cast.camille, report=report)
    _wait(cast, days=6)
    removed_purge()
    with scope(workspace=cast.workspace):
        assert Report.objects.exists()
    _wait(cast, days=8)
    removed_purge()
    with scope(workspace=cast.workspace):
        assert not Report.objects.exists()
        assert ImportRun.objects.exists()  # only the report was removed
        assert Change.objects.filter(verb="report_purge").exists()
    assert [path for path in _files(settings) if "reports" in path.parts] == []


def test_an_undone_import_goes_with_its_reports_and_files(cast: Cast, made: Made, settings: Settings) -> None:
    report = made()
    kept = made(("autres.csv", "Clé;Titre;Statut\nA;x;Livré\n"))
    with scope(workspace=cast.workspace):
        import_undo(actor=cast.camille, run=report.run)
    _wait(cast, days=8)
    removed_purge()
    with scope(workspace=cast.workspace):
        assert list(Report.objects.all()) == [kept]
        assert list(ImportRun.objects.all()) == [kept.run]
    left = {path.relative_to(settings.MEDIA_ROOT).parts[3] for path in _files(settings)}
    assert left == {str(kept.code), str(kept.run.code)}
