"""A workspace with a backlog of a given size, written in bulk, and ranked."""

import time
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.choices.assessments import Filter, RoundState
from gouvernail.backlog.choices.ranking import Trigger
from gouvernail.backlog.models import Item, Opinion, Ranking, Round
from gouvernail.backlog.services.ranking.computing import ranking_compute
from gouvernail.backlog.services.search import document_write
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, User, Workspace
from web_pages_data import fill

AT_ONCE = 2_000
PEOPLE, FOUND = 50, 50


def fill_and_rank(slug: str, *, items: int, opinions: int) -> tuple[User, float]:
    """Write the workspace, rank it, and give its Product Owner and the seconds of the ranking."""
    user = fill(slug, people=PEOPLE, duties=20, trail=2_000, items=0)
    workspace = Workspace.objects.get(slug=slug)
    with scope(workspace=workspace):
        members = list(Member.objects.order_by("pk"))
        _opinions(workspace, members, _items(workspace, members, items), opinions // items)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        began = time.perf_counter()
        ranking_compute(workspace=workspace, trigger=Trigger.ASKED)
        seconds = time.perf_counter() - began
        Ranking.objects.update(checked_at=timezone.now() + timedelta(hours=1))  # nothing changes while one measures
    return user, seconds


def _items(workspace: Workspace, members: list[Member], number: int) -> list[Item]:
    aims = [Objective.objects.create(workspace=workspace, label=f"Aim {rank}", weight=25) for rank in range(4)]
    rows = Item.objects.bulk_create(
        (
            Item(
                workspace=workspace,
                number=100_001 + rank,
                title=f"Fiche {rank} de l’agenda des ventes",
                objective=aims[rank % 4],
                owner=members[rank % len(members)],
                claimed_urgency=rank % 6,
            )
            for rank in range(number)
        ),
        batch_size=AT_ONCE,
    )
    for row in rows[:: max(1, number // FOUND)]:  # as many are found in both
        document_write(subject=row)
    return rows


def _opinions(workspace: Workspace, members: list[Member], rows: list[Item], each: int) -> None:
    at = timezone.now() - timedelta(days=3)
    told = Round.objects.create(
        workspace=workspace, title="Spring", state=RoundState.REVEALED, closes_on=at.date(), revealed_at=at
    )
    Opinion.objects.bulk_create(
        (
            Opinion(
                workspace=workspace,
                round=told,
                item=row,
                filter=Filter.VALUE if turn % 2 else Filter.COMPLEXITY,
                objective=row.objective if turn % 2 else None,
                rater=members[(place + turn) % len(members)],
                level=(place * 7 + turn * 3 + place // 11) % 6,
                confidence=1 + (place + turn) % 3,
                at=at,
            )
            for place, row in enumerate(rows)
            for turn in range(each)
        ),
        batch_size=AT_ONCE,
    )
