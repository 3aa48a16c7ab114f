from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from tests.followup.scenes import TUESDAY


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
