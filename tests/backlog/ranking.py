"""A small backlog with opinions that are revealed. Call in the workspace's scope."""

from datetime import timedelta

from django.utils import timezone

from gouvernail.backlog.choices.assessments import Filter, RoundState
from gouvernail.backlog.models import Item, Opinion, Round
from gouvernail.strategy.models import Objective
from tests.backlog.items import item, objective

W = "/w/crm-ventes/backlog/"
TITLES = (
    "Fiche client unique",
    "Qualification assistée des leads",
    "Consentement sur les formulaires",
    "Relances de devis automatiques",
    "Synchronisation d’agenda mobile",
    "Refonte du reporting régional",
    "Portail des partenaires",
)
LEVELS = ((5, 3), (4, 2), (3, 2), (4, 3), (3, 1), (2, 4), (3, 5))  # value, complexity


def rated(cast, row: Item, value: int | None, complexity: int | None, *, spread: int = 0, days: int = 1) -> None:
    """Give an item the opinions of three people on each filter, in a round that is revealed."""
    at = timezone.now() - timedelta(days=days)
    told, _new = Round.objects.get_or_create(
        workspace=cast.workspace,
        title="Printemps",
        defaults={"state": RoundState.REVEALED, "closes_on": at.date(), "revealed_at": at},
    )
    business, builders = (cast.sacha, cast.noa, cast.camille), (cast.lou, cast.dominique)
    for filter_, level, people in ((Filter.VALUE, value, business), (Filter.COMPLEXITY, complexity, builders)):
        for place, person in enumerate(people):
            if level is not None:
                Opinion.objects.create(
                    workspace=cast.workspace,
                    round=told,
                    item=row,
                    filter=filter_,
                    objective=row.objective if filter_ == Filter.VALUE else None,
                    rater=person,
                    level=min(5, max(0, level + (place - 1) * spread)),
                    at=at,
                )


def backlog(cast, count: int = len(TITLES), aim: Objective | None = None) -> list[Item]:
    """Write items that serve one objective, each with its opinions."""
    served = aim or objective(cast, "Vendre mieux", weight=40)
    rows = []
    for place in range(count):
        row = item(cast, TITLES[place % len(TITLES)], objective=served, claimed_urgency=place % 6)
        rated(cast, row, *LEVELS[place % len(LEVELS)])
        rows.append(row)
    return rows
