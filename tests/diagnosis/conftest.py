"""A report that is made as users make it: files sent, read by a worker, confirmed, diagnosed by a worker."""

from collections.abc import Callable

import pytest
from django_scopes import scope

from gouvernail.connectors.models import ImportRun
from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.services.reports import report_make
from tests.cast import Cast
from tests.imports import items


@pytest.fixture
def made(cast: Cast, sent: Callable[..., ImportRun], run_jobs: Callable[[], None]) -> Callable[..., Report]:
    """Send files, have them read, confirm them and have them diagnosed: `made(("a.csv", "…"), title="…")`."""

    def make(*files: tuple[str, str | bytes], title: str = "") -> Report:
        run = sent(*(files or (("demandes.csv", items()),)))
        with scope(workspace=cast.workspace):
            report_make(actor=cast.camille, run=run, title=title)
        run_jobs()
        with scope(workspace=cast.workspace):
            return Report.objects.select_related("workspace", "run").filter(run=run).latest("pk")

    return make
