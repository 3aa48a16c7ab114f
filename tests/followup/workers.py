"""What a worker does, called in a process of its own."""

import os
import signal
import time
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import time_machine
from django.conf import settings
from django_scopes import scope, scopes_disabled

from gouvernail.backlog.services.requests.states import request_decline
from gouvernail.backlog.services.requests.voices import voice_add
from gouvernail.followup.choices.words import Digest
from gouvernail.followup.models import Notice, Preference, Told
from gouvernail.followup.services.letters import letters_send
from gouvernail.followup.services.watch import weeks_watch
from gouvernail.jobs.models import Message
from gouvernail.workspaces.models import Workspace
from tests.backlog.requests_scene import ask
from tests.cast import make_cast
from tests.followup.post import text_of
from tests.followup.scenes import TUESDAY, deputy, job_fails, ritual

REASON = "Hors du cap"


def prepare() -> int:
    """Write the cast: three have something late, and two of them were answered."""
    cast = make_cast()
    Workspace.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    for member in (cast.lou, cast.noa, cast.camille):
        Preference.objects.create(user=member.user, digest=Digest.DAILY, is_weekend_quiet=False)
        job_fails(member)
    deputy(cast.noa, cast.lou)
    ritual(cast.noa, cast.noa, at=TUESDAY.replace(day=10))
    with scope(workspace=cast.workspace), time_machine.travel(TUESDAY, tick=False):
        row = ask(cast.lou)
        voice_add(actor=cast.noa, request=row)
        request_decline(actor=cast.camille, request=row, version=1, reason=REASON)
    return Message.objects.count()


def work_cut(witness: str) -> int:
    """Do the round of a worker that dies when its first letter is written and not yet queued."""
    settings.EMAIL_BACKEND = "tests.followup.workers.PowerCut"
    settings.WITNESS = witness
    letters_send(TUESDAY)
    return 0


class PowerCut:
    """A queue at whose door the machine goes dark."""

    def __init__(self, **_options: object) -> None:
        pass

    def send_messages(self, _messages: list[object]) -> int:
        Path(settings.WITNESS).touch()
        os.kill(os.getpid(), signal.SIGKILL)
        return 0


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
        texts = [_text(one) for one in Message.objects.all()]
        return {
            "answers": sum(text.count(REASON) for text in texts),
            "news": Told.objects.filter(step="news").count(),
            "letters": Message.objects.count(),
            "readers": Message.objects.values("recipient").distinct().count(),
            "days": Told.objects.filter(step="letter").count(),
            "notices": Notice.objects.count(),
            "causes": Notice.objects.values("member", "cause", "kind", "day").distinct().count(),
        }


def _text(message: Message) -> str:
    parsed = message_from_bytes(bytes(message.content or b""), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return text_of(parsed)
