from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gouvernail.exchange.assembly.fragment import Fragment, Origin
from gouvernail.exchange.formats.github.gathering import Gathered, gather
from gouvernail.exchange.formats.github.histories import CHANGE, TOUCH, Told, due_days, tell
from gouvernail.exchange.formats.github.issues import (
    PERSON,
    either,
    events_of,
    is_issue,
    label_names,
    milestone,
    people,
)
from gouvernail.exchange.formats.github.labels import first_value
from gouvernail.exchange.formats.github.replay import CARRIED, Standing, refusal
from gouvernail.exchange.formats.json_text import Place, moments, without_collector
from gouvernail.exchange.formats.json_text.moments import checked_moments
from gouvernail.exchange.formats.json_text.values import mapping, named, number, text
from gouvernail.exchange.formats.json_text.words import state_reader
from gouvernail.exchange.formats.passages import with_passages
from gouvernail.exchange.options import FileRead
from gouvernail.exchange.problems import Guess, Problem
from gouvernail.exchange.values.numbers import parse_numbers
from gouvernail.method.history.shape import CALENDAR, ITEMS, LINKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.exchange.formats.github.replay import StateOf
    from gouvernail.exchange.mapping import Profile
    from gouvernail.exchange.options import Options
    from gouvernail.exchange.sources.source import Source

_FULL_PAGES: Final = frozenset({30, 100})  # `gh issue list` and the REST API stop there unless told otherwise
FORMAT: Final = "github"

_LOGGED: Final = frozenset({"state", "owner", "releases", "due_on", "labels", "title", *CARRIED})
_HEADERS: Final = {
    "key": "number", "title": "title", "created_at": "created_at", "done_at": "closed_at", "dropped_at": "closed_at",
    "updated_at": "updated_at", "state": "state", "due_on": "milestone.due_on",
}  # fmt: skip
_TEXT: Final = pl.String()
_LIST: Final = pl.List(pl.String())
_RAW: Final[dict[str, pl.DataType]] = {
    "key": _TEXT, "title": _TEXT, "text": _TEXT, "state": _TEXT, "status": _TEXT, "created_at": _TEXT,
    "updated_at": _TEXT, "closed_at": _TEXT, "reporter": _TEXT, "owner": _TEXT, "due_on": _TEXT, "type": _TEXT,
    "priority": _TEXT, "team": _TEXT, "objective": _TEXT, "size": _TEXT, "score": ITEMS["score"], "labels": _LIST,
    "releases": _LIST,
}  # fmt: skip


def matches(value: Any) -> bool:
    """Say whether the first value of a JSON file is GitHub's: an issue, a list of issues, or a page of a search."""
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value = value["items"]
    return is_issue(value[0] if isinstance(value, list) and value else value)


@without_collector()
def read(sources: "Iterable[Source]", options: "Options", *, profile: "Profile | None" = None) -> Fragment:
    """Read issues, with the changes that their events tell when they were exported with them.

    Raises
    ------
    BadInput
        With file, line and column for JSON that is broken, of another shape, or holds an unreadable instant.
    """
    gathered = gather(sources, skip_bad=options.skip_bad)
    places = [place for place, _ in gathered.issues.values()]
    issues = {key: issue for key, (_, issue) in gathered.issues.items()}
    state_of = state_reader(profile)
    told, due = Told(), due_days(list(issues.values()))
    for (key, issue), place in zip(issues.items(), places, strict=True):
        tell(key, place, issue, due=due, state_of=state_of, told=told)
    items, bad_items = _items(issues, places, state_of, skip_bad=options.skip_bad)
    changes, bad_changes = _dated(told.changes, CHANGE, told.change_places, skip_bad=options.skip_bad)
    comments, bad_comments = _dated(told.touches, TOUCH, told.touch_places, skip_bad=options.skip_bad)
    return Fragment(
        items=with_passages(items, changes.filter(pl.col("field") == "state")),
        changes=changes,
        touches=_touches(items, comments),
        links=pl.DataFrame(list(told.links), schema=LINKS, orient="row"),
        calendar=_calendar(issues),
        tracked=_LOGGED if issues and all(events_of(issue) is not None for issue in issues.values()) else frozenset(),
        origin=Origin(place=lambda row: (places[row].file, places[row].line), headers=_HEADERS),
        files=tuple(FileRead(name, FORMAT, "items", rows) for name, rows in gathered.rows.items()),
        guesses=(*gathered.guesses, *_guesses(gathered, items)),
        notices=tuple(_notices(gathered)),
        skipped=(*gathered.skipped, *bad_items, *bad_changes, *bad_comments),
    )


def _items(
    issues: dict[str, dict[str, Any]], places: list[Place], state_of: "StateOf", *, skip_bad: bool
) -> tuple[pl.DataFrame, list[Problem]]:
    rows = [_row(key, issue, state_of) for key, issue in issues.items()]
    frame = pl.DataFrame(rows, schema=_RAW, orient="row").with_row_index("_row")
    frame, bad = checked_moments(
        frame, ("created_at", "updated_at", "closed_at", "due_on"), places=places, skip_bad=skip_bad
    )
    size, _ = parse_numbers(frame["size"])
    ended = [
        pl.when(pl.col("state") == state).then("closed_at").alias(name)
        for name, state in (("done_at", "done"), ("dropped_at", "dropped"))
    ]
    due = pl.col("due_on").dt.strftime("%Y-%m-%d")
    return frame.with_columns(due, size.cast(pl.Float64).alias("size"), *ended).drop("closed_at"), bad


def _row(key: str, issue: dict[str, Any], state_of: "StateOf") -> tuple[Any, ...]:
    now = _standing(issue)
    due = text(either(milestone(issue), "due_on", "dueOn"))
    votes = number(mapping(issue, "reactions").get("+1"))
    return (
        key,
        now.title,
        text(issue.get("body")),
        now.state(state_of),
        first_value(now.labels, "status") or (text(issue.get("state")) or "").lower() or None,
        text(either(issue, "created_at", "createdAt")),
        text(either(issue, "updated_at", "updatedAt")),
        text(either(issue, "closed_at", "closedAt")),
        named(either(issue, "user", "author"), *PERSON),
        now.owners[0] if now.owners else None,
        due[:10] if due else None,
        named(issue.get("type"), "name") or first_value(now.labels, "type"),
        *(first_value(now.labels, name) for name in ("priority", "team", "objective", "size")),
        votes,
        now.labels,
        [now.milestone] if now.milestone else [],
    )


def _standing(issue: dict[str, Any]) -> Standing:
    return Standing(
        labels=label_names(issue),
        owners=people(issue),
        milestone=text(milestone(issue).get("title")),
        title=text(issue.get("title")),
        closed=(text(issue.get("state")) or "").lower() == "closed",
        refused=refusal(either(issue, "state_reason", "stateReason")),
    )


def _dated(
    rows: list[tuple[Any, ...]], schema: dict[str, pl.String], places: list[Place], *, skip_bad: bool
) -> tuple[pl.DataFrame, list[Problem]]:
    frame, bad = checked_moments(
        pl.DataFrame(rows, schema=schema, orient="row"), ("at",), places=places, skip_bad=skip_bad
    )
    return frame.drop_nulls("at"), bad


def _touches(items: pl.DataFrame, comments: pl.DataFrame) -> pl.DataFrame:
    created = items.select(
        "key", pl.col("created_at").alias("at"), pl.col("reporter").alias("person"), pl.lit("create").alias("kind")
    )
    return pl.concat([created.drop_nulls(), comments.unique(maintain_order=True)], how="diagonal")


def _calendar(issues: dict[str, dict[str, Any]]) -> pl.DataFrame:
    rows: dict[str, tuple[str | None, ...]] = {}
    for issue in issues.values():
        found = milestone(issue)
        title = text(found.get("title"))
        if title:
            instants = ("created_at", "createdAt"), ("due_on", "dueOn"), ("closed_at", "closedAt")
            rows[title] = (title, "release", *(text(either(found, *names)) for names in instants))
    frame = pl.DataFrame(list(rows.values()), schema=dict.fromkeys(CALENDAR, pl.String), orient="row")
    start, end, closed = (moments(frame[name]) for name in ("start_on", "end_on", "closed_at"))
    return frame.with_columns(start.cast(pl.Date), end.cast(pl.Date), closed)


def _guesses(gathered: Gathered, items: pl.DataFrame) -> list[Guess]:
    name = next(iter(gathered.rows), "")
    guesses = [Guess("github_states", name, "", {"accepted": int((items["state"] == "accepted").sum())})]
    if items["score"].fill_null(0).sum() > 0:
        guesses.append(Guess("github_votes", name, "+1"))
    return guesses


def _notices(gathered: Gathered) -> list[Problem]:
    notices = [
        Problem("github_pull_requests", name, params={"count": count}) for name, count in gathered.pull_requests.items()
    ]
    notices += [
        Problem("github_page_full", name, params={"count": count})
        for name, count in gathered.rows.items()
        if len(gathered.rows) == 1 and count in _FULL_PAGES
    ]
    if gathered.repeated:
        notices.append(Problem("json_repeated", next(iter(gathered.rows)), params={"issues": gathered.repeated}))
    return notices
