from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from gouvernail.exchange.formats.json_text.values import mapping, named, objects, text, texts

if TYPE_CHECKING:
    from gouvernail.exchange.formats.json_text import Place

_OBJECT_ID: Final = 24  # hexadecimal digits; the first eight are the second of creation (MongoDB's ObjectId)
_PERSON: Final = ("fullName", "username")


@dataclass
class Card:
    """One card, in the words of its board; instants are ISO text."""

    key: str
    long_key: str
    place: "Place"
    title: str | None
    text: str | None
    column: str | None
    columns: tuple[str, ...]
    archived: bool
    complete: bool
    created: str | None
    updated: str | None
    due: str | None
    start: str | None
    completed: str | None
    reporter: str | None
    owners: list[str]
    labels: list[str]
    votes: float | None = None
    actions: list[dict[str, Any]] = field(default_factory=list)


def is_board(value: Any) -> bool:
    """Say whether an object is a Trello board: cards and lists."""
    return isinstance(value, dict) and isinstance(value.get("cards"), list) and isinstance(value.get("lists"), list)


def board_cards(board: dict[str, Any], place: "Place") -> list[Card]:
    """Give the cards of a Trello board with the actions that concern each, oldest first."""
    lists = {text(one.get("id")): text(one.get("name")) for one in _in_order(board.get("lists"))}
    columns = tuple(name for name in lists.values() if name)
    people = {text(one.get("id")): named(one, *_PERSON) for one in objects(board.get("members"))}
    actions = actions_by_card(board)
    cards = []
    for card in objects(board.get("cards")):
        identifier = text(card.get("id"))
        if identifier is None or card.get("isTemplate") is True:
            continue
        own = actions.get(identifier, [])
        birth = next((action for action in own if action.get("type") in CREATIONS), None)
        owners = [people.get(one) or one for one in texts(card.get("idMembers"))]
        cards.append(
            Card(
                key=text(card.get("idShort")) or text(card.get("shortLink")) or identifier,
                long_key=text(card.get("shortLink")) or identifier,
                place=place,
                title=text(card.get("name")),
                text=text(card.get("desc")),
                column=lists.get(text(card.get("idList"))),
                columns=columns,
                archived=card.get("closed") is True,
                complete=card.get("dueComplete") is True,
                created=text(birth.get("date")) if birth else created_by_id(identifier),
                updated=text(card.get("dateLastActivity")),
                due=text(card.get("due")),
                start=text(card.get("start")),
                completed=text(card.get("dateCompleted")),
                reporter=actor(birth) if birth else None,
                owners=owners,
                labels=[name for label in objects(card.get("labels")) if (name := named(label, "name", "color"))],
                votes=float(len(texts(card.get("idMembersVoted")))) or None,
                actions=own,
            )
        )
    return cards


CREATIONS: Final = frozenset({"createCard", "copyCard", "emailCard", "convertToCardFromCheckItem", "moveCardToBoard"})


def actions_by_card(board: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Give the actions of each card, oldest first (Trello writes the newest first)."""
    found: dict[str, list[dict[str, Any]]] = {}
    for action in sorted(objects(board.get("actions")), key=lambda one: text(one.get("date")) or ""):
        identifier = text(mapping(action, "data", "card").get("id"))
        if identifier:
            found.setdefault(identifier, []).append(action)
    return found


def actor(action: dict[str, Any]) -> str | None:
    """Give who did an action."""
    return named(action.get("memberCreator"), *_PERSON) or text(action.get("idMemberCreator"))


def created_by_id(identifier: str) -> str | None:
    """Give the instant that an identifier of Trello carries in its first eight hexadecimal digits."""
    try:
        seconds = int(identifier[:8], 16) if len(identifier) == _OBJECT_ID else None
        int(identifier, 16)
    except ValueError:
        return None
    return None if seconds is None else instant_text(seconds)


def instant_text(seconds: float) -> str:
    """Write a number of seconds since 1970 as an instant."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _in_order(lists: Any) -> list[dict[str, Any]]:
    def position(one: dict[str, Any]) -> float:
        found = one.get("pos")
        return float(found) if isinstance(found, int | float) else 0.0

    return sorted(objects(lists), key=position)
