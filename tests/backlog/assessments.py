"""What tests of opinions share: items that serve an objective, a round, and who says what."""

from datetime import timedelta
from typing import Any

from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.models import Item, Opinion, Round
from gouvernail.backlog.services.assessments.opinions import Judgement, Subject, opinion_give
from gouvernail.backlog.services.assessments.rounds import round_open
from gouvernail.backlog.services.items.items import item_create
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Team
from gouvernail.workspaces.selectors.rights import today_of


def a_round(cast: Any, *titles: str, raters: str = "camille sacha noa lou dominique") -> Round:
    """Open a round about items with these titles."""
    objective, _ = Objective.objects.get_or_create(workspace=cast.workspace, label="Vendre mieux")
    items = [item_create(actor=cast.camille, title=title, objective=objective) for title in titles or ("Relances",)]
    people = [getattr(cast, name) for name in raters.split()]
    closes_on = today_of(cast.camille) + timedelta(days=7)
    return round_open(actor=cast.camille, title="Avis", items=items, raters=people, closes_on=closes_on)


def say(
    actor: Any, one: Round, level: int | None, *, item: Item | None = None, on: Filter = Filter.VALUE, **more: Any
) -> Opinion:
    """Give an opinion."""
    item = item or one.items.order_by("number").first()
    assert item is not None
    objective = item.objective if on == Filter.VALUE else None
    subject = Subject(item=item, filter=on, objective=objective)
    return opinion_give(actor=actor, round=one, subject=subject, judgement=Judgement(level=level, **more))


def in_teams(cast: Any) -> None:
    """Put the business and the builders in teams."""
    sales = Team.objects.create(workspace=cast.workspace, name="Ventes")
    service = Team.objects.create(workspace=cast.workspace, name="Service")
    builders = Team.objects.create(workspace=cast.workspace, name="Intégration", side="builder")
    for name, team in (("camille", sales), ("sacha", sales), ("noa", service), ("lou", builders)):
        member = getattr(cast, name)
        member.team = team
        member.save()
