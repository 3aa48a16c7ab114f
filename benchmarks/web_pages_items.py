"""The backlog of a workspace of a given size, written in bulk: objectives, items, efforts, prerequisites, index."""

from decimal import Decimal
from itertools import pairwise

from gouvernail.backlog.models import Effort, Item, Prerequisite
from gouvernail.backlog.services.search import index_rebuild
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, Team, Workspace

AT_ONCE = 2_000
OBJECTIVES = 5
CARRIED = 20  # people who carry items, in a small workspace as in a large one


def fill_items(workspace: Workspace, members: list[Member], number: int) -> None:
    """Write items, one in ten without objective; each takes two teams, and one in three needs the one before."""
    aims = Objective.objects.bulk_create(
        Objective(workspace=workspace, label=f"Objective {rank}", weight=20, position=rank)
        for rank in range(OBJECTIVES)
    )
    teams = list(Team.objects.order_by("pk")[:2])
    items = Item.objects.bulk_create(
        (
            Item(
                workspace=workspace,
                number=rank + 1,
                title=f"Item {rank} of the customer record",
                text="What will be different, for whom, and what is good enough to begin with.",
                objective=aims[rank % OBJECTIVES] if rank % 10 else None,
                owner=members[rank % min(CARRIED, len(members))],
                author=members[0],
            )
            for rank in range(number)
        ),
        batch_size=AT_ONCE,
    )
    Effort.objects.bulk_create(
        (
            Effort(workspace=workspace, item=item, team=team, low=Decimal(2), high=Decimal(2 + item.number % 9))
            for item in items
            for team in teams
        ),
        batch_size=AT_ONCE,
    )
    Prerequisite.objects.bulk_create(
        (
            Prerequisite(workspace=workspace, item=item, needs=before)
            for before, item in pairwise(items)
            if item.number % 3 == 0
        ),
        batch_size=AT_ONCE,
    )
    index_rebuild(workspace)
