"""What a round of letters asks of the database: nothing more for more to tell, or for more people told already."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from gouvernail.backlog.services.comments import comment_add
from gouvernail.backlog.services.requests.states import request_decline
from gouvernail.followup.choices.words import Digest
from gouvernail.followup.models import Told
from gouvernail.followup.services.letters import letters_send
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Workspace
from tests.backlog.requests_scene import ask
from tests.cast import Cast, member
from tests.followup.post import wish
from tests.followup.scenes import TUESDAY, job_fails

DAY = timedelta(days=1)
A_WORKSPACE = 4  # queries
IDLE_QUERIES = 1 + 2 * A_WORKSPACE


def cost(days: int) -> int:
    with CaptureQueriesContext(connection) as queries:
        letters_send(TUESDAY + days * DAY)
    return len(queries)


@pytest.fixture
def lou_alone(cast: Cast) -> None:
    """Let Lou be the only one who wants a letter each day."""
    with scopes_disabled():
        for name in ("camille", "sacha", "dominique", "noa", "robin", "maxime", "stranger"):
            wish(getattr(cast, name), digest=Digest.NONE, reminders=False)
    wish(cast.lou, digest=Digest.DAILY, is_weekend_quiet=False)


def much(cast: Cast, number: int) -> None:
    """Answer as many requests of Lou, name them as often, and let as many of their jobs fail."""
    with scope(workspace=cast.workspace):
        for place in range(number):
            row = ask(cast.lou, f"Demande {place}")
            comment_add(actor=cast.noa, request=row, text="@Lou Moreau")
            request_decline(actor=cast.camille, request=row, version=1, reason="Hors du cap")
            job_fails(cast.lou, label=f"job {place}")


def test_a_letter_costs_the_same_however_much_it_tells(cast: Cast, lou_alone: None) -> None:
    much(cast, 1)
    few = cost(0)
    much(cast, 9)
    assert cost(1) == few
    with scope(workspace=cast.workspace):
        assert Told.objects.filter(step="news").count() == 20


def test_each_reader_more_costs_one_letter_and_no_more(cast: Cast, lou_alone: None) -> None:
    people = [member(cast.workspace, f"Person {number}", RoleKind.REQUESTER) for number in range(3)]
    costs = []
    for number, person in enumerate(people, start=1):
        wish(person, digest=Digest.DAILY, is_weekend_quiet=False)
        with scope(workspace=cast.workspace):
            for reader in people[:number]:
                request_decline(actor=cast.camille, request=ask(reader), version=1, reason="Hors du cap")
        costs.append(cost(number))
    assert costs[2] - costs[1] == costs[1] - costs[0] > 0


def test_who_was_looked_at_today_costs_nothing_more(cast: Cast) -> None:
    cost(0)
    assert cost(0) == IDLE_QUERIES
    for number in range(5):
        member(cast.workspace, f"Person {number}", RoleKind.REQUESTER)
    cost(0)
    assert cost(0) == IDLE_QUERIES


def test_a_workspace_more_costs_its_own_queries_and_no_more(cast: Cast) -> None:
    more = Workspace.objects.create(name="CRM Achats", slug="crm-achats")
    member(more, "Ida Weber", RoleKind.REQUESTER)
    cost(0)
    assert cost(0) == IDLE_QUERIES + A_WORKSPACE
