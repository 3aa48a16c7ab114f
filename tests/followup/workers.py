"""What a worker does, called in a process of its own."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from django_scopes import scopes_disabled

from gouvernail.followup.choices.words import Digest
from gouvernail.followup.models import Notice, Preference, Told
from gouvernail.followup.services.letters import letters_send
from gouvernail.followup.services.watch import weeks_watch
from gouvernail.jobs.models import Message
from gouvernail.workspaces.models import Workspace
from tests.cast import make_cast
from tests.followup.scenes import TUESDAY, deputy, job_fails, ritual


def prepare() -> int:
    """Write the cast, three of whom have something late."""
    cast = make_cast()
    Workspace.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    for member in (cast.lou, cast.noa, cast.camille):
        Preference.objects.create(user=member.user, digest=Digest.DAILY, is_weekend_quiet=False)
        job_fails(member)
    deputy(cast.noa, cast.lou)
    ritual(cast.noa, cast.noa, at=TUESDAY.replace(day=10))
    return Message.objects.count()


def work(meeting: str, together: int) -> int:
    """Do the round of a worker once that many of them are ready, so that they meet.

    Parameters
    ----------
    meeting
        A folder where each says that it is ready.
    """
    place = Path(meeting)
    (place / f"ready-{os.getpid()}").touch()
    patience = time.monotonic() + 100
    while len(list(place.glob("ready-*"))) < together:
        assert time.monotonic() < patience, "the other workers did not come"
        time.sleep(0.002)
    letters_send(TUESDAY)
    weeks_watch(TUESDAY)
    return 0


def outcome() -> dict[str, int]:
    """Count what was queued, and what is remembered of it."""
    with scopes_disabled():
        return {
            "letters": Message.objects.count(),
            "readers": Message.objects.values("recipient").distinct().count(),
            "days": Told.objects.filter(step="letter").count(),
            "notices": Notice.objects.count(),
            "causes": Notice.objects.values("member", "cause", "kind", "day").distinct().count(),
        }
