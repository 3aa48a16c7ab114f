"""What is claimed is read once, and a page of one item does not read what is claimed elsewhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from gouvernail.backlog.models import Rules, Voice
from gouvernail.backlog.selectors.urgency.counted import urgencies_counted
from gouvernail.backlog.selectors.urgency.overview import overview_on
from gouvernail.backlog.selectors.urgency.panel import urgency_panel
from gouvernail.backlog.services.items.items import item_create
from gouvernail.backlog.services.requests.asking import request_add
from gouvernail.backlog.services.urgency.evidences import evidence_add, evidence_verify
from gouvernail.workspaces.models import Team
from gouvernail.workspaces.selectors.rights import today_of


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def _claimed(cast, title: str, *, is_verified: bool = False):
    """Write an item that a request claims to be urgent, with an evidence."""
    team = Team.objects.get_or_create(workspace=cast.workspace, name="Ventes")[0]
    made = item_create(actor=cast.camille, title=title, claimed_urgency=3)
    asked = request_add(actor=cast.noa, title=title, need="Vite", claimed_urgency=5, urgency_reason="Salon")
    made.origins.create(workspace=cast.workspace, request=asked)
    Voice.objects.filter(request=asked).update(team=team, claimed_urgency=5)
    today = today_of(cast.lou)
    row = evidence_add(
        actor=cast.lou, item=made, kind="law", statement="Article", ends_on=today, document_on=today, source="CNIL"
    )
    if is_verified:
        evidence_verify(actor=cast.dominique, evidence=row, verdict="confirmed", note="Lu")
    return made


def _counted(asked) -> tuple[int, int]:
    """Count the queries, and those that read what voices claim."""
    with CaptureQueriesContext(connection) as queries:
        asked()
    return len(queries), sum('from "backlog_voice"' in one["sql"].lower() for one in queries.captured_queries)


def test_the_panel_of_an_item_reads_claims_once_whatever_is_claimed_elsewhere(here):
    item = _claimed(here, "Consentement")
    first = _counted(lambda: urgency_panel(item, here.camille))
    for number in range(6):
        _claimed(here, f"Autre {number}", is_verified=number < 4)
    assert _counted(lambda: urgency_panel(item, here.camille)) == first
    assert first[0] <= 12
    assert first[1] == 1


def test_the_page_of_evidence_reads_claims_once(here):
    for number in range(4):
        _claimed(here, f"Élément {number}", is_verified=True)
    rules, today = Rules(workspace=here.workspace), today_of(here.camille)
    total, voices = _counted(lambda: overview_on(rules, today, here.camille))
    assert (total <= 10, voices) == (True, 1)


def test_a_few_items_and_all_of_them_count_the_same(here):
    items = [_claimed(here, f"Élément {number}", is_verified=number < 3) for number in range(5)]
    rules, today = Rules(workspace=here.workspace), today_of(here.camille)
    keys = [one.pk for one in items]
    every = {one.item: one for one in urgencies_counted(rules, today, [*keys, *range(10_000, 10_200)])}
    few = {one.item: one for one in urgencies_counted(rules, today, keys)}
    assert {key: (one.mean, one.claimed) for key, one in few.items()} == {
        key: (one.mean, one.claimed) for key, one in every.items() if key in few
    }
    assert {one.claimed for one in few.values()} == {5}
