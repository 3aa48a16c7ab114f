"""Real exports enter the backlog, and enter it once."""

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django_scopes import scope

from gouvernail.backlog.models import Document, Item, Request
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.services.backlog_imports import backlog_import_undo
from tests.cast import Cast
from tests.connectors.backlog_scene import Scene

ISSUES = 600  # of 29,057: benchmarks/backlog_import.py reads them all


@pytest.fixture
def scene(cast: Cast, sent: Callable[..., ImportRun], run_jobs: Callable[[], None]) -> Scene:
    return Scene(cast, sent, run_jobs)


def _titanium(path: Path, count: int) -> str:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row, _number in zip(csv.reader(file), range(count + 1), strict=False)]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def test_issues_of_jira_become_requests_once(scene: Scene, shared_data: Callable[[str], Path]) -> None:
    text = _titanium(shared_data("jira_titanium/issues.csv.gz"), ISSUES)
    found = scene.written(text)
    again = scene.compared(text)
    with scope(workspace=scene.cast.workspace):
        read = found.plan["counts"]["new"]
        assert read > ISSUES * 0.9
        assert Request.objects.count() == Document.objects.count() == read
        assert again.plan["counts"] | {"new": 0, "same": read, "changed": 0, "kept": 0} == again.plan["counts"]
        assert Request.objects.filter(created_at__year__lt=2022).count() == read  # dates are those of Jira
        backlog_import_undo(actor=scene.cast.camille, found=found)
    scene.after(found)
    with scope(workspace=scene.cast.workspace):
        assert not Request.objects.filter(removed_at=None).exists()
        assert not Document.objects.exists()


def test_french_release_notes_become_items(scene: Scene, shared_data: Callable[[str], Path]) -> None:
    text = shared_data("ms_business_apps_release_notes/fr_feature_texts.csv").read_text(encoding="utf-8")
    found = scene.written(text, kind="items")
    again = scene.compared(text, kind="items")
    with scope(workspace=scene.cast.workspace):
        assert Item.objects.filter(removed_at=None).count() == found.plan["counts"]["new"] > 300
        assert again.plan["counts"]["new"] == again.plan["counts"]["changed"] == 0
