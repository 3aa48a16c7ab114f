from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gouvernail.exchange.assembly.fragment import ROW, Fragment, Origin
from gouvernail.exchange.formats.json_text import Place, load, without_collector
from gouvernail.exchange.formats.json_text.moments import checked_moments
from gouvernail.exchange.formats.json_text.values import mapping, text
from gouvernail.exchange.formats.json_text.words import state_reader
from gouvernail.exchange.formats.passages import with_passages
from gouvernail.exchange.formats.trello.cards import Card, actor, board_cards, is_board
from gouvernail.exchange.formats.trello.deck import deck_cards, is_deck
from gouvernail.exchange.formats.trello.replay import moves, now, state
from gouvernail.exchange.options import FileRead
from gouvernail.exchange.problems import BadInput, Guess, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.exchange.formats.trello.replay import StateOf
    from gouvernail.exchange.mapping import Profile
    from gouvernail.exchange.options import Options
    from gouvernail.exchange.sources.source import Source

FORMAT: Final = "trello"

_LOGGED: Final = frozenset({"state", "due_on", "title", "owner"})
_MOST_ACTIONS: Final = 1000
"""Trello's own export stops at the last 1,000 actions of a board."""
_HEADERS: Final = {
    "key": "idShort",
    "title": "name",
    "due_on": "due",
    "state": "idList",
    "updated_at": "dateLastActivity",
}
_TEXT: Final = pl.String()
_ITEM: Final[dict[str, pl.DataType]] = {
    "key": _TEXT, "title": _TEXT, "text": _TEXT, "status": _TEXT, "state": _TEXT, "created_at": _TEXT,
    "updated_at": _TEXT, "due_on": _TEXT, "completed_at": _TEXT, "reporter": _TEXT, "owner": _TEXT,
    "labels": pl.List(pl.String()), "score": pl.Float64(),
}  # fmt: skip
_CHANGE: Final = dict.fromkeys(("key", "at", "actor", "field", "old", "new"), _TEXT)
_TOUCH: Final = dict.fromkeys(("key", "at", "person", "kind", "text"), _TEXT)
_TOUCHING: Final = {"commentCard": "comment", "voteOnCard": "vote"}


def matches(value: Any) -> bool:
    """Say whether the first value of a JSON file is a board of Trello or an export of Deck."""
    return is_board(value) or is_deck(value)


@without_collector()
def read(sources: "Iterable[Source]", options: "Options", *, profile: "Profile | None" = None) -> Fragment:
    """Read the cards of boards; the actions of Trello give the moves from list to list, the dates and the comments.

    Raises
    ------
    BadInput
        With the file for JSON that is broken, of another shape, or holds an unreadable instant.
    """
    state_of = state_reader(profile)
    boards = _boards(sources, state_of, skip_bad=options.skip_bad)
    cards = boards.cards
    places = [card.place for card in cards]
    items, bad_items = _items(cards, places, state_of, skip_bad=options.skip_bad)
    changes, bad_changes = _rows(
        [(card, move) for card in cards for move in moves(card, state_of)], _CHANGE, skip_bad=options.skip_bad
    )
    touches, bad_touches = _rows(
        [(card, touch) for card in cards for touch in _touches(card)], _TOUCH, skip_bad=options.skip_bad
    )
    return Fragment(
        items=with_passages(items, changes.filter(pl.col("field") == "state")),
        changes=changes,
        touches=touches,
        tracked=_LOGGED if cards and boards.logged else frozenset(),
        origin=Origin(place=lambda row: (places[row].file, places[row].line), headers=_HEADERS),
        files=tuple(boards.files),
        guesses=tuple(boards.guesses),
        notices=tuple(boards.notices),
        skipped=(*boards.skipped, *bad_items, *bad_changes, *bad_touches),
    )


@dataclass
class _Boards:
    cards: list[Card] = field(default_factory=list)
    logged: bool = True
    files: list[FileRead] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)


def _boards(sources: "Iterable[Source]", state_of: "StateOf", *, skip_bad: bool) -> _Boards:
    boards = _Boards()
    for source in sources:
        loaded = load(source, skip_bad=skip_bad)
        boards.guesses += loaded.guesses
        boards.skipped += loaded.skipped
        own: list[Card] = []
        for place, value in loaded.values:
            found, actions = _cards(place, value)
            own += found
            boards.logged = boards.logged and actions is not None
            if actions is not None and actions >= _MOST_ACTIONS:
                boards.notices.append(place.problem("trello_actions_truncated", limit=_MOST_ACTIONS))
        boards.cards += own
        boards.files.append(FileRead(source.name, FORMAT, "items", len(own)))
        boards.guesses += _list_guesses(source.name, own, state_of)
    _tell_apart(boards.cards)
    return boards


def _cards(place: Place, value: Any) -> tuple[list[Card], int | None]:
    if is_board(value):
        actions = value.get("actions")
        return board_cards(value, place), len(actions) if isinstance(actions, list) and actions else None
    if is_deck(value):
        return deck_cards(value, place), None
    raise BadInput(place.problem("trello_shape", found=value))


def _tell_apart(cards: list[Card]) -> None:
    """Name cards by their long names when several boards number theirs alike."""
    if len({card.key for card in cards}) < len(cards):
        for card in cards:
            card.key = card.long_key


def _list_guesses(name: str, cards: list[Card], state_of: "StateOf") -> list[Guess]:
    unknown = sorted({card.column for card in cards if card.column and state_of(card.column) is None})
    return [Guess("trello_lists", name, ", ".join(unknown), {"lists": len(unknown)})] if unknown else []


def _items(
    cards: list[Card], places: list[Place], state_of: "StateOf", *, skip_bad: bool
) -> tuple[pl.DataFrame, list[Problem]]:
    rows = [
        (
            card.key, card.title, card.text, card.column, state(now(card), state_of, card.columns), card.created,
            card.updated, card.due[:10] if card.due else None, card.completed, card.reporter,
            card.owners[0] if card.owners else None, card.labels, card.votes,
        )
        for card in cards
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=_ITEM, orient="row").with_row_index(ROW)
    frame, bad = checked_moments(
        frame, ("created_at", "updated_at", "due_on", "completed_at"), places=places, skip_bad=skip_bad
    )
    done = pl.when(pl.col("state") == "done").then("completed_at").alias("done_at")
    return frame.with_columns(done, pl.col("due_on").dt.strftime("%Y-%m-%d")).drop("completed_at"), bad


def _rows(
    found: list[tuple[Card, tuple[Any, ...]]], schema: dict[str, pl.String], *, skip_bad: bool
) -> tuple[pl.DataFrame, list[Problem]]:
    frame = pl.DataFrame([(card.key, *row) for card, row in found], schema=schema, orient="row")
    frame, bad = checked_moments(frame, ("at",), places=[card.place for card, _ in found], skip_bad=skip_bad)
    return frame.drop_nulls("at"), bad


def _touches(card: Card) -> list[tuple[str | None, str | None, str, str | None]]:
    found: list[tuple[str | None, str | None, str, str | None]] = []
    if card.reporter and card.created:
        found.append((card.created, card.reporter, "create", None))
    for action in card.actions:
        kind = _TOUCHING.get(text(action.get("type")) or "")
        if kind is not None:
            words = text(mapping(action, "data").get("text"))
            found.append((text(action.get("date")), actor(action), kind, words))
    return found
