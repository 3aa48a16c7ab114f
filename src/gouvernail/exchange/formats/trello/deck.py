from typing import TYPE_CHECKING, Any

from gouvernail.exchange.formats.json_text.values import mapping, named, number, objects, text
from gouvernail.exchange.formats.trello.cards import Card, instant_text

if TYPE_CHECKING:
    from gouvernail.exchange.formats.json_text import Place


def is_deck(value: Any) -> bool:
    """Say whether an object is an export of Deck: boards that hold stacks."""
    return isinstance(value, dict) and any(
        isinstance(board.get("stacks"), dict | list) for board in _members(value.get("boards"))
    )


def deck_cards(export: dict[str, Any], place: "Place") -> list[Card]:
    """Give the cards of every board of an export of Deck. It keeps no actions: only how the cards stand."""
    cards = []
    for board in _members(export.get("boards")):
        stacks = _members(board.get("stacks"))
        columns = tuple(name for stack in stacks if (name := text(stack.get("title"))))
        for stack in stacks:
            for card in _members(stack.get("cards")):
                identifier = text(card.get("id"))
                if identifier is not None and not card.get("deletedAt"):
                    cards.append(_card(card, identifier, stack, columns, place))
    return cards


def _card(
    card: dict[str, Any], identifier: str, stack: dict[str, Any], columns: tuple[str, ...], place: "Place"
) -> Card:
    done = text(card.get("done"))
    return Card(
        key=identifier,
        long_key=identifier,
        place=place,
        title=text(card.get("title")),
        text=text(card.get("description")),
        column=text(stack.get("title")),
        columns=columns,
        archived=card.get("archived") is True,
        complete=done is not None or stack.get("isDoneColumn") is True,
        created=_instant(card.get("createdAt")),
        updated=_instant(card.get("lastModified")),
        due=text(card.get("duedate")),
        start=None,
        completed=done,
        reporter=named(card.get("owner"), "displayname", "uid"),
        owners=[
            name
            for one in objects(card.get("assignedUsers"))
            if (name := named(mapping(one, "participant"), "displayname", "uid"))
        ],
        labels=[name for label in objects(card.get("labels")) if (name := text(label.get("title")))],
    )


def _instant(value: Any) -> str | None:
    seconds = number(value)
    return instant_text(seconds) if seconds and 0 < seconds < 1e11 else None


def _members(value: Any) -> list[dict[str, Any]]:
    return objects(list(value.values()) if isinstance(value, dict) else value)
