"""The roadmap of a day as the rows of a file: one line an item, all of them."""

from typing import Any

from django.utils.translation import gettext as _

from gouvernail.backlog.bridge.ranking.files import Head
from gouvernail.roadmap.choices.places import PLACES
from gouvernail.roadmap.selectors.board import Card, Roadmap


def head() -> Head:
    """Name the columns in the reader's language."""
    return [
        (_("Horizon"), 14, "text"),
        (_("Rank"), 8, "count"),
        (_("Key"), 12, "text"),
        (_("Item"), 48, "long"),
        (_("Objective"), 24, "text"),
        (_("Teams"), 24, "text"),
        (_("Who carries it"), 24, "text"),
        (_("Decision"), 12, "text"),
        (_("Decided on"), 12, "text"),
        (_("Signed by"), 24, "text"),
        (_("Reason"), 60, "long"),
        (_("To be reviewed on"), 14, "text"),
        (_("Waits for"), 24, "text"),
    ]


def rows(roadmap: Roadmap) -> list[list[Any]]:
    """Write the cards, horizon after horizon."""
    order = list(PLACES)
    return [_row(card) for card in sorted(roadmap.cards, key=lambda card: order.index(card.place))]


def _row(card: Card) -> list[Any]:
    return [
        str(PLACES[card.place]),
        card.rank,
        card.item.key,
        card.item.title,
        card.item.objective_label,
        ", ".join(card.item.teams),
        str(card.owner) if card.owner else "",
        card.decision.key,
        card.decided_on.isoformat(),
        str(card.decision.signed_by),
        card.decision.reason,
        card.decision.review_on.isoformat() if card.decision.review_on else "",
        ", ".join(item.key for item in card.waits_for),
    ]
