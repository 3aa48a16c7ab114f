import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

    from gouvernail.connectors.models import ImportRun
    from gouvernail.exchange.reports.report import Report
    from tests.cast import Cast

settings.register_profile("unhurried", deadline=None)  # a busy machine is not a fault of the code
settings.load_profile("unhurried")

_OF_A_DATABASE = {"db", "transactional_db", "_django_db_helper"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql-only", action="store_true", help="only what differs from one database to another")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that ask a database, on PostgreSQL: the pages in a browser were seen on SQLite.

    In CI, what fails in a browser is tried once more, and the summary names it: such a machine may stand still for
    longer than any patience.
    """
    if os.environ.get("CI"):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.flaky(reruns=1))
    if config.getoption("--postgresql-only"):
        kept = [item for item in items if _asks_postgresql(item)]
        config.hook.pytest_deselected(items=list(set(items).difference(kept)))
        items[:] = kept


def _asks_postgresql(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return False
    given = getattr(item, "callspec", None)
    if given is not None and {"sqlite", "postgresql"} & {str(value) for value in given.params.values()}:
        return "postgresql" in given.params.values()
    names = set(getattr(item, "fixturenames", ()))
    return bool(_OF_A_DATABASE & names) or item.get_closest_marker("django_db") is not None


_SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Find one file of the real data beside the project; a test skips where they are absent."""

    def find(name: str) -> Path:
        path = _SHARED_DATA / name
        if not path.exists():
            pytest.skip(f"the real data set {name} is not beside the project")
        return path

    return find


@pytest.fixture(scope="session")
def sample_report(tmp_path_factory: pytest.TempPathFactory) -> "Report":
    """Diagnose the bundled sample, as the demonstration does."""
    # Imported here: most tests need none of it.
    from gouvernail.exchange.reading import Options, read
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.sample import write_sample
    from gouvernail.method.diagnosis.diagnose import diagnose
    from gouvernail.method.diagnosis.settings import load

    now = datetime(2026, 1, 1)
    reading = read(write_sample(tmp_path_factory.mktemp("sample")), Options(now=now))
    diagnosis = diagnose(reading.history, today=reading.history.coverage.until or now, settings=load())
    return Report(diagnosis=diagnosis, reading=reading, title="Programme CRM", generated_at=now, sample=True)


@pytest.fixture
def cast(db: None) -> "Cast":
    """Write the fixed cast of two workspaces."""
    from tests.cast import make_cast

    return make_cast()


@pytest.fixture
def signed_in(cast: "Cast") -> Callable[[str], "Client"]:
    """Give a client signed in as one of the cast: `signed_in("camille")`."""
    from django.test import Client

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, name).user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def trail_may_go(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a test with real transactions empty the tables: the trail goes only with a workspace that is due."""
    marker = request.node.get_closest_marker("django_db")
    is_real = bool(marker and marker.kwargs.get("transaction"))
    if not is_real and not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from datetime import timedelta

    from django.utils import timezone
    from django_scopes import scopes_disabled

    from gouvernail.decisions.models import Change, Decision
    from gouvernail.workspaces.models import Workspace

    Workspace.objects.update(deletes_at=timezone.now() - timedelta(days=1))
    with scopes_disabled():
        Decision.objects.all().delete()
        Change.objects.all().delete()  # before the workspaces: the tables are emptied in any order


@pytest.fixture
def run_jobs(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Do what is queued, through the real reader of the queue: `run_jobs()` after the service that queued it."""
    from django_tasks_db.management.commands import db_worker

    from gouvernail.jobs.services.worker import queue_empty

    # A worker renews its connection between two tasks; here it would lose the transaction of the test.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    return queue_empty


@pytest.fixture
def sent(
    cast: "Cast", run_jobs: Callable[[], None], tmp_path: Path, settings: "Settings"
) -> "Callable[..., ImportRun]":
    """Send files as Camille and have them read, in a storage of the test: `sent(("a.csv", "…"), ("b.csv", b"…"))`."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django_scopes import scope

    from gouvernail.connectors.models import ImportRun
    from gouvernail.connectors.services.imports import import_create

    settings.MEDIA_ROOT = tmp_path / "uploads"

    def send(*files: tuple[str, str | bytes]) -> ImportRun:
        contents = [(name, content.encode() if isinstance(content, str) else content) for name, content in files]
        with scope(workspace=cast.workspace):
            run = import_create(
                actor=cast.camille, files=[SimpleUploadedFile(name, content) for name, content in contents]
            )
        run_jobs()
        with scope(workspace=cast.workspace):
            return ImportRun.objects.select_related("workspace", "job").get(pk=run.pk)

    return send
