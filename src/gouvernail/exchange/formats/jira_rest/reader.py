from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gouvernail.exchange.assembly.fragment import Fragment, Origin
from gouvernail.exchange.formats.jira_rest.calendar import calendar_of
from gouvernail.exchange.formats.jira_rest.changelog import (
    has_changelog,
    is_truncated,
    name_custom_fields,
    raw_changes,
)
from gouvernail.exchange.formats.jira_rest.changes import changes_of
from gouvernail.exchange.formats.jira_rest.fields import custom_fields
from gouvernail.exchange.formats.jira_rest.items import raw_items
from gouvernail.exchange.formats.jira_rest.links import links_of
from gouvernail.exchange.formats.jira_rest.pages import Issues, issues_of, looks_like_issue
from gouvernail.exchange.formats.jira_rest.states import states_of_items
from gouvernail.exchange.formats.jira_rest.touches import raw_comments
from gouvernail.exchange.formats.json_text import without_collector
from gouvernail.exchange.formats.json_text.moments import checked_moments
from gouvernail.exchange.formats.json_text.values import mapping
from gouvernail.exchange.formats.passages import with_passages
from gouvernail.exchange.options import FileRead
from gouvernail.exchange.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.exchange.mapping import Profile
    from gouvernail.exchange.options import Options
    from gouvernail.exchange.sources.source import Source

FORMAT: Final = "jira_rest"

_ALWAYS_LOGGED: Final = frozenset(
    {"state", "priority", "due_on", "owner", "reporter", "iterations", "releases", "parent", "title", "type", "labels"}
)
"""What Jira's changelog records for every issue, on every site."""

_LOGGED_WHEN_USED: Final = ("size", "team", "objective", "score", "rank")
_HEADERS: Final = {
    "key": "key", "created_at": "created", "done_at": "resolutiondate", "dropped_at": "resolutiondate",
    "updated_at": "updated", "parent": "parent", "title": "summary", "due_on": "duedate", "state": "status",
}  # fmt: skip


def matches(value: Any) -> bool:
    """Say whether the first value of a JSON file is Jira's: an issue, a page of issues, or a list of issues."""
    if isinstance(value, dict) and isinstance(value.get("issues"), list):
        value = value["issues"]
        if not value:
            return True
    return looks_like_issue(value[0] if isinstance(value, list) and value else value)


@without_collector()
def read(sources: "Iterable[Source]", options: "Options", *, profile: "Profile | None" = None) -> Fragment:
    """Read issues with their changelog, comments, links, sprints and versions.

    Parameters
    ----------
    sources
        Pages of one export, in any order.
    profile
        What the user said by hand: the states of status words count here.

    Raises
    ------
    BadInput
        With file, line and column for JSON that is broken, of another shape, or holds an unreadable instant.
    """
    said = dict(profile.states) if profile is not None else {}
    issues = issues_of(sources, skip_bad=options.skip_bad)
    name_custom_fields(issues)
    items, sprints, versions = raw_items(issues, custom_fields(issues))
    places = [place for place, _ in issues.found.values()]
    items, bad_items = checked_moments(
        items, ("created_at", "updated_at", "resolved_at", "due_on"), places=places, skip_bad=options.skip_bad
    )
    logged, log_places = raw_changes(issues)
    logged, bad_changes = checked_moments(logged, ("at",), places=log_places, skip_bad=options.skip_bad)
    comments, comment_places = raw_comments(issues)
    comments, bad_comments = checked_moments(comments, ("at",), places=comment_places, skip_bad=options.skip_bad)

    items = items.with_columns(pl.col("due_on").dt.strftime("%Y-%m-%d"))
    items = items.with_columns(states_of_items(items, extra=said))
    changes = changes_of(logged.drop_nulls("at"), items, extra=said)
    return Fragment(
        items=_with_ends(items, changes),
        changes=changes,
        touches=_touches(items, comments.drop_nulls("at")),
        links=links_of(issues),
        calendar=calendar_of(sprints, versions),
        tracked=_tracked(issues, changes),
        origin=Origin(place=lambda row: (places[row].file, places[row].line), headers=_HEADERS),
        files=tuple(FileRead(name, FORMAT, "items", rows) for name, rows in issues.rows.items()),
        guesses=tuple(issues.guesses),
        notices=tuple(_notices(issues)),
        skipped=(*issues.skipped, *bad_items, *bad_changes, *bad_comments),
    )


def _with_ends(items: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    resolved = [
        pl.when(pl.col("state") == state).then("resolved_at").alias(name)
        for name, state in (("done_at", "done"), ("dropped_at", "dropped"))
    ]
    items = items.with_columns(resolved).drop("category", "resolution", "resolved_at")
    return with_passages(items, changes.filter(pl.col("field") == "state"))


def _touches(items: pl.DataFrame, comments: pl.DataFrame) -> pl.DataFrame:
    created = items.filter(pl.col("reporter").is_not_null() & pl.col("created_at").is_not_null()).select(
        "key", pl.col("created_at").alias("at"), pl.col("reporter").alias("person"), pl.lit("create").alias("kind")
    )
    return pl.concat([created, comments], how="diagonal")


def _tracked(issues: Issues, changes: pl.DataFrame) -> frozenset[str]:
    if not issues.found or not all(has_changelog(issue) for _, issue in issues.found.values()):
        return frozenset()
    used = set(changes["field"].unique().to_list())
    return _ALWAYS_LOGGED | {name for name in _LOGGED_WHEN_USED if name in used}


def _notices(issues: Issues) -> list[Problem]:
    found = list(issues.found.values())
    logs = [has_changelog(issue) for _, issue in found]
    parts = (
        ("jira_changelog_truncated", [is_truncated(mapping(issue, "changelog"), "histories") for _, issue in found]),
        (
            "jira_comments_truncated",
            [is_truncated(mapping(issue, "fields", "comment"), "comments") for _, issue in found],
        ),
        ("jira_changelog_partial", [not one for one in logs] if any(logs) else []),
    )
    notices = [
        found[marks.index(True)][0].problem(code, issues=sum(marks), of=len(found))
        for code, marks in parts
        if any(marks)
    ]
    if found and len(found) < issues.announced:
        notices.append(found[0][0].problem("jira_pages_missing", issues=len(found), of=issues.announced))
    elif found and issues.last_seen is False:
        notices.append(found[0][0].problem("jira_last_page_missing", issues=len(found)))
    if issues.repeated:
        notices.append(found[0][0].problem("json_repeated", issues=issues.repeated))
    return notices
