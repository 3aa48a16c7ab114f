"""Two people save the same duty in the same instant: the database lets one through, the other sees both."""

from threading import Barrier, Thread

import pytest
from django.db import connections
from django_scopes import scope

from gouvernail.workspaces.models import Duty
from gouvernail.workspaces.services.duty_edit import Draft, StaleDuty, duty_edit
from tests.workspaces.duties import add


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_in_the_same_instant_one_passes(cast):
    with scope(workspace=cast.workspace):
        duty = add(cast)
    start, passed, refused = Barrier(2), [], []

    def save(name: str) -> None:
        try:
            with scope(workspace=cast.workspace):
                start.wait(timeout=30)
                draft = Draft(fields={"label": f"Of {name}"})
                passed.append(duty_edit(actor=getattr(cast, name), duty=duty, version=1, draft=draft).label)
        except StaleDuty as stale:
            refused.append(stale.differences[0].theirs)
        finally:
            connections.close_all()

    threads = [Thread(target=save, args=[name]) for name in ("camille", "sacha")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with scope(workspace=cast.workspace):
        assert passed == refused == [Duty.objects.get().label]
