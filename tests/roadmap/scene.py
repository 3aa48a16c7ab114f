"""Items, decisions and days of the cast, written through the services. Call in the workspace's scope."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

from gouvernail.backlog.models import Item
from gouvernail.decisions.models import Decision
from gouvernail.decisions.services.drafts import Draft
from gouvernail.decisions.services.register import decision_record
from gouvernail.roadmap.selectors.board import Card, Roadmap, roadmap_on
from gouvernail.workspaces.selectors.rights import today_of

W = "/w/crm-ventes/roadmap/"
ZONE = ZoneInfo("Europe/Paris")
FIRST = date(2026, 1, 5)


def day(number: int) -> date:
    """Give a day of the scene."""
    return FIRST + timedelta(days=number)


@contextmanager
def on(number: int, hour: time = time(10)) -> Iterator[None]:
    """Live in a day of the scene, in the time zone of the workspace."""
    with time_machine.travel(datetime.combine(day(number), hour, ZONE), tick=False):
        yield


def decide(cast, item: Item, verdict: str = "now", *, who: str = "camille", **fields: Any) -> Decision:
    """Decide on an item; “later” is reviewed in two months."""
    if verdict == "later":
        fields.setdefault("review_on", today_of(cast.camille) + timedelta(days=60))
    draft = Draft(verdict=verdict, **({"reason": "La mesure le montre"} | fields))
    return decision_record(actor=getattr(cast, who), subject=item, draft=draft)


def places(shown: Roadmap) -> dict[str, str]:
    """Say where each card stands, by its title."""
    return {card.item.title: str(card.place) for card in shown.cards}


def places_on(cast, number: int) -> dict[str, str]:
    """Say where each item stood at the end of a day of the scene."""
    return places(roadmap_on(cast.workspace, day(number)))


def card_of(shown: Roadmap, title: str) -> Card:
    """Find a card."""
    return next(card for card in shown.cards if card.item.title == title)
