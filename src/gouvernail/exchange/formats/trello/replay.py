from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gouvernail.exchange.formats.json_text.values import mapping, named, text
from gouvernail.exchange.formats.trello.cards import CREATIONS, Card, actor

StateOf = Callable[[str], str | None]


@dataclass
class Standing:
    """Where a card stands at a moment."""

    column: str | None
    archived: bool
    complete: bool
    due: str | None
    title: str | None
    owners: tuple[str, ...]

    def values(self, state_of: StateOf, columns: tuple[str, ...]) -> dict[str, str | None]:
        """Give the fields of the shape that this standing means, in canonical text."""
        return {
            "state": state(self, state_of, columns),
            "due_on": self.due[:10] if self.due else None,
            "title": self.title,
            "owner": self.owners[0] if self.owners else None,
        }


def state(standing: Standing, state_of: StateOf, columns: tuple[str, ...]) -> str:
    """Give the state of a card from its list, whether it is ticked as complete, and whether it is archived.

    Archived without being done is dropped. A list whose name says nothing is "requested" when it is the first of the
    board, "accepted" otherwise.
    """
    said = state_of(standing.column) if standing.column else None
    if standing.complete or said == "done":
        return "done"
    if standing.archived or said == "dropped":
        return "dropped"
    if said is not None:
        return said
    return "requested" if not columns or standing.column in {None, columns[0]} else "accepted"


def now(card: Card) -> Standing:
    """Give where a card stands at the end."""
    return Standing(card.column, card.archived, card.complete, card.due, card.title, tuple(card.owners))


def moves(card: Card, state_of: StateOf) -> list[tuple[str | None, str | None, str, str | None, str | None]]:
    """Give the changes of a card: at, actor, field, old, new.

    Actions are undone from how the card stands today back to its creation, so that an export whose oldest actions are
    missing still tells the recent past rightly.
    """
    standing = now(card)
    after = standing.values(state_of, card.columns)
    found: list[tuple[str | None, str | None, str, str | None, str | None]] = []
    ticked = any("dueComplete" in mapping(action, "data", "old") for action in card.actions)
    for action in reversed(card.actions):
        if action.get("type") in CREATIONS:
            break
        was_in = standing.column
        _undo(standing, action)
        if standing.column != was_in and not ticked and _is_done(was_in, state_of):
            standing.complete = False  # no action ticked the card: it was complete by its list
        before = standing.values(state_of, card.columns)
        changed = [name for name in after if before[name] != after[name]]
        found += [(text(action.get("date")), actor(action), name, before[name], after[name]) for name in changed]
        after = before
    return found[::-1]


def _is_done(column: str | None, state_of: StateOf) -> bool:
    return column is not None and state_of(column) == "done"


def _undo(standing: Standing, action: dict[str, Any]) -> None:
    kind, data = action.get("type"), mapping(action, "data")
    if kind == "addMemberToCard":
        name = _member(action)
        standing.owners = tuple(owner for owner in standing.owners if owner != name)
    elif kind == "removeMemberFromCard":
        name = _member(action)
        if name and name not in standing.owners:
            standing.owners = (*standing.owners, name)
    elif kind == "updateCard":
        _undo_update(standing, mapping(data, "old"), data)


def _undo_update(standing: Standing, old: dict[str, Any], data: dict[str, Any]) -> None:
    if "idList" in old:
        standing.column = named(data.get("listBefore"), "name") or standing.column
    if "closed" in old:
        standing.archived = old["closed"] is True
    if "dueComplete" in old:
        standing.complete = old["dueComplete"] is True
    if "due" in old:
        standing.due = text(old["due"])
    if "name" in old:
        standing.title = text(old["name"]) or standing.title


def _member(action: dict[str, Any]) -> str | None:
    return named(action.get("member"), "fullName", "username") or named(mapping(action, "data").get("member"), "name")
