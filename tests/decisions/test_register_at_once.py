"""Several people decide at the same instant: one chain, no fork, no number twice."""

from threading import Barrier, Thread

import pytest
from django.db import connections
from django_scopes import scope

from gouvernail.decisions.models import Decision
from gouvernail.decisions.selectors.register import links_of
from gouvernail.exchange.chain import check
from gouvernail.workspaces.models import Member
from tests.decisions.register import decide, subject

EACH = 4


@pytest.mark.django_db(transaction=True)
def test_the_chain_never_forks(cast):
    with scope(workspace=cast.workspace):
        topics = [subject(cast, f"Sujet {number}") for number in range(EACH)]
    together, faults = Barrier(EACH), []

    def work(topic) -> None:
        try:
            with scope(workspace=cast.workspace):
                actor = Member.objects.select_related("workspace", "user").get(pk=cast.camille.pk)
                mine = type(cast)(**{**cast.__dict__, "camille": actor})
                together.wait()
                for number in range(EACH):
                    decide(mine, topic, reason=f"Raison {number}")
        except Exception as fault:  # noqa: BLE001  # told to the thread that asserts
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=work, args=(topic,)) for topic in topics]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with scope(workspace=cast.workspace):
        found = check(links_of(Decision.objects.all()))
    assert (found.count, found.is_whole) == (EACH * EACH, True)
