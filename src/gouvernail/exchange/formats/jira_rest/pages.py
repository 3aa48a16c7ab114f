from dataclasses import dataclass, field
from sys import intern
from typing import TYPE_CHECKING, Any, Final

from gouvernail.exchange.formats.json_text import Place, load
from gouvernail.exchange.formats.json_text.values import mapping, number, text
from gouvernail.exchange.problems import BadInput, Guess, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouvernail.exchange.sources.source import Source


@dataclass
class Issues:
    """Every issue of every page, once, with its place.

    Attributes
    ----------
    names
        Id of a custom field to its name, as far as the pages (`expand=names`) and the changelogs say it.
    rows
        Issues that each file gave.
    announced
        Issues that the search found, as the pages say it; 0 when they do not.
    last_seen
        Whether one of the pages says that it is the last; None when none says anything of it.
    """

    found: dict[str, tuple[Place, dict[str, Any]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    repeated: int = 0
    announced: int = 0
    last_seen: bool | None = None
    skipped: list[Problem] = field(default_factory=list)


def looks_like_issue(value: Any) -> bool:
    """Say whether an object is an issue: it has a key or an id, and fields."""
    return isinstance(value, dict) and isinstance(value.get("fields"), dict) and bool(value.keys() & {"key", "id"})


def issues_of(sources: "Iterable[Source]", *, skip_bad: bool) -> Issues:
    """Gather the issues of all pages.

    An issue that two pages give alike (pages shift while they are fetched) is taken once.

    Raises
    ------
    BadInput
        `jira_issue_shape` for a value that is no issue, `json_duplicate` for two different issues of one key.
    """
    issues = Issues()
    for source in sources:
        loaded = load(source, skip_bad=skip_bad, keep=_kept)
        issues.skipped += loaded.skipped
        issues.guesses += loaded.guesses
        issues.rows[source.name] = 0
        for place, rank, value in _unpacked(loaded.values, issues):
            problem = _taken(issues, place, rank, value)
            if problem is not None:
                if not skip_bad:
                    raise BadInput(problem)
                issues.skipped.append(problem)
    return issues


def _unpacked(values: list[tuple[Place, Any]], issues: Issues) -> "Iterator[tuple[Place, int | None, Any]]":
    for place, value in values:
        members = value.get("issues") if isinstance(value, dict) else value
        if isinstance(members, list):
            issues.names.update(_field_names(value))
            _count_pages(issues, value)
            yield from ((place, rank, member) for rank, member in enumerate(members, start=1))
        else:
            yield place, None, value


def _count_pages(issues: Issues, page: Any) -> None:
    """Note what a page says of the others: `total` (Data Center, REST 2), `isLast` (Cloud, REST 3)."""
    if not isinstance(page, dict):
        return
    issues.announced = max(issues.announced, int(number(page.get("total")) or 0))
    if isinstance(page.get("isLast"), bool):
        issues.last_seen = bool(issues.last_seen) or page["isLast"]


def _field_names(page: Any) -> dict[str, str]:
    return {key: name for key, name in mapping(page, "names").items() if isinstance(name, str)}


_READ: Final = ("key", "id", "fields", "changelog", "names")
_HEAVY: Final = frozenset(
    {"attachment", "subtasks", "worklog", "watches", "votes", "timetracking", "environment", "components", "versions"}
)
_DECOR: Final = frozenset({"self", "avatarUrls", "iconUrl", "timeZone", "updateAuthor", "projectCategory", "fields"})
"""In what fields hold: addresses, pictures, and all but the key of a linked issue."""
_LONGEST_NAME: Final = 60
_TEXTS: Final = frozenset({"description", "body"})
"""Documents, which are taken whole."""


def _kept(value: Any) -> Any:
    """Leave out at once what nothing reads of an issue, or of a page of issues."""
    if looks_like_issue(value):
        return _slim(value)
    members = value.get("issues") if isinstance(value, dict) else value
    if isinstance(members, list):
        members[:] = [_slim(member) if looks_like_issue(member) else member for member in members]
    return value


def _slim(issue: dict[str, Any]) -> dict[str, Any]:
    """Keep what is read: a site has hundreds of custom fields, most of them null in each issue."""
    slim: dict[str, Any] = {name: issue[name] for name in _READ if name in issue}
    slim["fields"] = {
        intern(name): value if name in _TEXTS else _plain(value)
        for name, value in issue["fields"].items()
        if value is not None and name not in _HEAVY
    }
    return slim


def _plain(value: Any) -> Any:
    """Take the decoration off; a name, of a field, a person or a state, is in memory once and not once a line."""
    if isinstance(value, str):
        return intern(value) if len(value) <= _LONGEST_NAME else value
    if isinstance(value, dict):
        return {
            intern(name): one if name in _TEXTS else _plain(one) for name, one in value.items() if name not in _DECOR
        }
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _taken(issues: Issues, place: Place, rank: int | None, value: Any) -> Problem | None:
    if not looks_like_issue(value):
        return place.problem("jira_issue_shape", found=value, number=rank or 1)
    key = text(value.get("key")) or text(value.get("id"))
    if key is None:
        return place.problem("jira_issue_shape", found=value, number=rank or 1)
    known = issues.found.get(key)
    if known is None:
        issues.found[key] = (place, value)
        issues.rows[place.file] += 1
        issues.names.update(_field_names(value))
        return None
    if known[1] == value:
        issues.repeated += 1
        return None
    return place.problem("json_duplicate", column="key", found=key, first=str(known[0]))
