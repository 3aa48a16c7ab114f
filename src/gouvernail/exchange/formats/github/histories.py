from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from gouvernail.exchange.formats.github.issues import PERSON, either, events_of, milestone
from gouvernail.exchange.formats.github.replay import Standing, StateOf, apply
from gouvernail.exchange.formats.json_text import Place
from gouvernail.exchange.formats.json_text.values import mapping, named, objects, text

CHANGE: Final = dict.fromkeys(("key", "at", "actor", "field", "old", "new"), pl.String())
TOUCH: Final = dict.fromkeys(("key", "at", "person", "kind", "text"), pl.String())


@dataclass
class Told:
    """What the events of all issues tell, as rows of text with their places."""

    changes: list[tuple[Any, ...]] = field(default_factory=list)
    change_places: list[Place] = field(default_factory=list)
    touches: list[tuple[Any, ...]] = field(default_factory=list)
    touch_places: list[Place] = field(default_factory=list)
    links: dict[tuple[str, str, str], None] = field(default_factory=dict)


def tell(
    key: str, place: Place, issue: dict[str, Any], *, due: dict[str, str | None], state_of: StateOf, told: Told
) -> None:
    """Replay the events of one issue: every event that changes a field gives changes, comments give touches."""
    events = events_of(issue) or []
    standing = Standing(title=_first_title(issue, events), milestone=None)
    before = standing.values(due, state_of)
    for event in events:
        at = text(either(event, "created_at", "createdAt", "submitted_at"))
        actor = named(either(event, "actor", "user", "author"), *PERSON)
        if apply(standing, event):
            after = standing.values(due, state_of)
            moved = [(name, before[name], after[name]) for name in after if before[name] != after[name]]
            told.changes += [(key, at, actor, *move) for move in moved]
            told.change_places += [place] * len(moved)
            before = after
        else:
            _other(key, place, event, told)
    for comment in objects(issue.get("comments")):
        _comment(key, place, comment, told)


def _first_title(issue: dict[str, Any], events: list[dict[str, Any]]) -> str | None:
    former = (text(mapping(event, "rename").get("from")) or text(event.get("previousTitle")) for event in events)
    return next((title for title in former if title), text(issue.get("title")))


def _other(key: str, place: Place, event: dict[str, Any], told: Told) -> None:
    kind = text(event.get("event"))
    if kind == "commented" or (kind is None and "body" in event):
        _comment(key, place, event, told)
    elif kind == "cross-referenced":
        source = mapping(event, "source", "issue")
        number = text(source.get("number"))
        if number and source.get("pull_request") is None:
            told.links[number, "relates", key] = None


def _comment(key: str, place: Place, comment: dict[str, Any], told: Told) -> None:
    person = named(either(comment, "user", "author", "actor"), *PERSON)
    at = text(either(comment, "created_at", "createdAt"))
    if at:
        told.touches.append((key, at, person, "comment", text(comment.get("body"))))
        told.touch_places.append(place)


def due_days(issues: list[dict[str, Any]]) -> dict[str, str | None]:
    """Give the due day of every milestone that some issue is in now."""
    found: dict[str, str | None] = {}
    for issue in issues:
        title = text(milestone(issue).get("title"))
        if title:
            due = text(either(milestone(issue), "due_on", "dueOn"))
            found[title] = due[:10] if due else None
    return found
