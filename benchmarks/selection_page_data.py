"""A backlog to choose from: what backlog_page_data.py writes, with efforts of each item by team and prerequisites."""

from decimal import Decimal

import numpy as np
from django_scopes import scope

from backlog_page_data import AT_ONCE, fill_and_rank
from gouvernail.backlog.models import Effort, Item, Prerequisite
from gouvernail.workspaces.models import Team, User, Workspace

_SEED = 20260105
_NEEDY = 3  # one item in so many needs another


def fill_to_choose(slug: str, *, items: int) -> tuple[User, int, dict[str, int]]:
    """Write a ranked backlog with efforts.

    Returns
    -------
    Its Product Owner, three days in ten of all that it takes, and as much of each team by its key.
    """
    user, _seconds = fill_and_rank(slug, items=items, opinions=10 * items)
    workspace = Workspace.objects.get(slug=slug)
    chance = np.random.default_rng(_SEED)
    with scope(workspace=workspace):
        rows, teams = list(Item.objects.order_by("pk")), list(Team.objects.order_by("pk"))
        efforts = [
            Effort(workspace=workspace, item=row, team=team, low=low, high=low + Decimal(int(chance.integers(1, 9))))
            for row in rows
            for team in teams
            for low in [Decimal(int(chance.integers(1, 40)))]
        ]
        Effort.objects.bulk_create(efforts, batch_size=AT_ONCE)
        Prerequisite.objects.bulk_create(
            (
                Prerequisite(workspace=workspace, item=row, needs=rows[int(chance.integers(place))])
                for place, row in enumerate(rows)
                if place and place % _NEEDY == 0
            ),
            batch_size=AT_ONCE,
        )
    days = {str(team.pk): sum(float(one.low + one.high) for one in efforts if one.team == team) / 2 for team in teams}
    share = {key: round(0.3 * amount) for key, amount in days.items()}
    return user, sum(share.values()), share
