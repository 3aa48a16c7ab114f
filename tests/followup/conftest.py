from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from pytest_django.fixtures import Settings

from tests.followup.scenes import TUESDAY
from tests.jobs.smtp import Mailbox, mail_server


@pytest.fixture(autouse=True)
def _tuesday(request: pytest.FixtureRequest) -> Iterator[None]:
    """Stand on a Tuesday at nine, in workspaces that are no longer new; processes of their own have their own time."""
    if "place" in request.fixturenames:
        yield
        return
    cast = request.getfixturevalue("cast")
    with time_machine.travel(TUESDAY, tick=False):
        for workspace in (cast.workspace, cast.elsewhere):
            workspace.created_at = TUESDAY - timedelta(days=300)
            workspace.save()
        yield


@pytest.fixture
def box(settings: Settings) -> Iterator[Mailbox]:
    """Run a real mail server, behind the queue of the product."""
    settings.EMAIL_BACKEND = "gouvernail.jobs.services.mail.QueuedBackend"
    with mail_server() as box:
        settings.MAIL_SERVER = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": box.port}
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield box
