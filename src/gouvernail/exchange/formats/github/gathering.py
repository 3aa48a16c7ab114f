from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gouvernail.exchange.formats.github.issues import is_issue, is_pull_request, repository
from gouvernail.exchange.formats.json_text import Place, load
from gouvernail.exchange.formats.json_text.values import text
from gouvernail.exchange.problems import BadInput, Guess, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.exchange.sources.source import Source


@dataclass
class Gathered:
    """Every issue once, by key, with its place; pull requests are only counted."""

    issues: dict[str, tuple[Place, dict[str, Any]]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    pull_requests: dict[str, int] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    repeated: int = 0


def gather(sources: "Iterable[Source]", *, skip_bad: bool) -> Gathered:
    """Gather the issues of every file.

    The key is the number, preceded by the repository when there are several.

    Raises
    ------
    BadInput
        `github_issue_shape`, `json_duplicate`.
    """
    gathered = Gathered()
    found: list[tuple[Place, int, dict[str, Any]]] = []
    for source in sources:
        loaded = load(source, skip_bad=skip_bad)
        gathered.skipped += loaded.skipped
        gathered.guesses += loaded.guesses
        gathered.rows[source.name] = 0
        for place, value in loaded.values:
            found += _issues(place, value, gathered, skip_bad=skip_bad)
    several = len({repository(issue) for _, _, issue in found}) > 1
    for place, _, issue in found:
        name = repository(issue)
        key = f"{name}#{text(issue['number'])}" if several and name else text(issue["number"]) or ""
        _take(gathered, place, key, issue, skip_bad=skip_bad)
    return gathered


def _issues(place: Place, value: Any, gathered: Gathered, *, skip_bad: bool) -> list[tuple[Place, int, dict[str, Any]]]:
    members = value.get("items") if isinstance(value, dict) and isinstance(value.get("items"), list) else value
    kept = []
    for number, member in enumerate(members if isinstance(members, list) else [members], start=1):
        if is_issue(member) and text(member.get("number")):
            if is_pull_request(member):
                gathered.pull_requests[place.file] = gathered.pull_requests.get(place.file, 0) + 1
            else:
                kept.append((place, number, member))
            continue
        problem = place.problem("github_issue_shape", found=member, number=number)
        if not skip_bad:
            raise BadInput(problem)
        gathered.skipped.append(problem)
    return kept


def _take(gathered: Gathered, place: Place, key: str, issue: dict[str, Any], *, skip_bad: bool) -> None:
    known = gathered.issues.get(key)
    if known is None:
        gathered.issues[key] = (place, issue)
        gathered.rows[place.file] += 1
    elif known[1] == issue:
        gathered.repeated += 1
    else:
        problem = place.problem("json_duplicate", column="number", found=key, first=str(known[0]))
        if not skip_bad:
            raise BadInput(problem)
        gathered.skipped.append(problem)
