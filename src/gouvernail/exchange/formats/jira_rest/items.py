from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gouvernail.exchange.assembly.fragment import ROW
from gouvernail.exchange.formats.jira_rest.adf import document_text
from gouvernail.exchange.formats.jira_rest.sprints import Sprint, sprints_of
from gouvernail.exchange.formats.json_text.values import mapping, named, number, text, texts

if TYPE_CHECKING:
    from gouvernail.exchange.formats.jira_rest.fields import CustomFields
    from gouvernail.exchange.formats.jira_rest.pages import Issues

PERSON: Final = ("displayName", "name", "emailAddress", "accountId", "key")

_TEXTS: Final = pl.List(pl.String())

RAW: Final[dict[str, pl.DataType]] = {
    "key": pl.String(),
    "title": pl.String(),
    "text": pl.String(),
    "type": pl.String(),
    "status": pl.String(),
    "category": pl.String(),  # new, indeterminate, done: Jira's own three
    "resolution": pl.String(),
    "created_at": pl.String(),
    "updated_at": pl.String(),
    "resolved_at": pl.String(),
    "reporter": pl.String(),
    "owner": pl.String(),
    "team": pl.String(),
    "objective": pl.String(),
    "priority": pl.String(),
    "due_on": pl.String(),
    "size": pl.Float64(),
    "score": pl.Float64(),
    "parent": pl.String(),
    "labels": _TEXTS,
    "iterations": _TEXTS,
    "releases": _TEXTS,
    ROW: pl.UInt32(),
}


def raw_items(
    issues: "Issues", custom: "CustomFields"
) -> tuple[pl.DataFrame, dict[str, Sprint], dict[str, dict[str, Any]]]:
    """Give the issues as one frame of texts (columns `RAW`), the sprints they name and the versions they name."""
    sprints: dict[str, Sprint] = {}
    versions: dict[str, dict[str, Any]] = {}
    rows: list[tuple[Any, ...]] = []
    for row, (key, (_, issue)) in enumerate(issues.found.items()):
        fields = issue["fields"]
        own = _sprints(fields, custom)
        sprints.update((sprint.name, sprint) for sprint in own)
        for version in _objects(fields.get("fixVersions")):
            name = text(version.get("name"))
            if name:
                versions[name] = version
        rows.append(
            (
                key,
                *_described(fields),
                *_planned(fields, custom),
                [sprint.name for sprint in own],
                texts(fields.get("fixVersions"), "name"),
                row,
            )
        )
    return pl.DataFrame(rows, schema=RAW, orient="row"), sprints, versions


def _described(fields: dict[str, Any]) -> tuple[str | None, ...]:
    status = mapping(fields, "status")
    return (
        text(fields.get("summary")),
        document_text(fields.get("description")),
        named(fields.get("issuetype"), "name"),
        named(fields.get("status"), "name"),
        named(status.get("statusCategory"), "key", "name"),
        named(fields.get("resolution"), "name"),
        text(fields.get("created")),
        text(fields.get("updated")),
        text(fields.get("resolutiondate")),
        named(fields.get("reporter"), *PERSON) or named(fields.get("creator"), *PERSON),
        named(fields.get("assignee"), *PERSON),
    )


def _planned(fields: dict[str, Any], custom: "CustomFields") -> tuple[Any, ...]:
    due = text(fields.get("duedate")) or named(custom.first(fields, "due_on"), "value", "name")
    return (
        named(custom.first(fields, "team"), "name", "title", "value") or named(fields.get("project"), "name", "key"),
        named(custom.first(fields, "objective"), "name", "title", "value", "summary", "key"),
        named(fields.get("priority"), "name"),
        due[:10] if due else None,
        number(custom.first(fields, "size")),
        number(custom.first(fields, "score")),
        named(fields.get("parent"), "key")
        or named(custom.first(fields, "epic"), "key")
        or named(fields.get("epic"), "key"),
        texts(fields.get("labels"), "name"),
    )


def _sprints(fields: dict[str, Any], custom: "CustomFields") -> list[Sprint]:
    found = [
        *sprints_of(fields.get("closedSprints")),
        *sprints_of(custom.first(fields, "sprint")),
        *sprints_of(fields.get("sprint")),
    ]
    unique = {sprint.name: sprint for sprint in found}
    # Sprints without a start are the ones to come: last, as Jira lists them.
    return sorted(unique.values(), key=lambda sprint: (sprint.start is None, sprint.start or ""))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
