"""A small portfolio: ranked items with efforts and needs. Call in the workspace's scope."""

from decimal import Decimal

from gouvernail.backlog.bridge.selection.question import Candidate
from gouvernail.backlog.choices.ranking import Trigger
from gouvernail.backlog.models import Effort, Item, Prerequisite
from gouvernail.backlog.services.ranking.computing import ranking_compute
from gouvernail.workspaces.models import Team
from tests.backlog.ranking import backlog

W = "/w/crm-ventes/backlog/selection/"
DAYS = (10, 5, 20, 8, 4, 60, 30)


def effort(row: Item, team: Team, low: float, high: float | None = None) -> Effort:
    return Effort.objects.create(
        workspace=row.workspace, item=row, team=team, low=Decimal(str(low)), high=Decimal(str(high or low))
    )


def needs(row: Item, other: Item) -> None:
    Prerequisite.objects.create(workspace=row.workspace, item=row, needs=other)


def portfolio(cast) -> list[Item]:
    """Write seven items that are ranked, with efforts of one team; the fourth needs the fifth."""
    rows = backlog(cast)
    team = Team.objects.create(workspace=cast.workspace, name="Intégration")
    for row, days in zip(rows, DAYS, strict=True):
        effort(row, team, days - 1, days + 1)
    needs(rows[3], rows[4])
    ranking_compute(workspace=cast.workspace, trigger=Trigger.CHANGED)
    return rows


def candidate(key: str, value: float, days: float, *needed: str) -> Candidate:
    return Candidate(key=key, value=value, days={"7": days}, needs=needed)
