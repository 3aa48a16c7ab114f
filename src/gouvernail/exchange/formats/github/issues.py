"""Both spellings of an issue: the REST interface (`created_at`) and the command `gh` (`createdAt`)."""

from typing import Any, Final

from gouvernail.exchange.formats.json_text.values import named, objects, text, texts

PERSON: Final = ("login", "name", "email")


def either(value: dict[str, Any], *names: str) -> Any:
    """Give the first of several spellings that is there."""
    return next((value[name] for name in names if value.get(name) is not None), None)


def is_issue(value: Any) -> bool:
    """Say whether an object is an issue (or a pull request, which the interface lists among them)."""
    return (
        isinstance(value, dict)
        and "number" in value
        and "title" in value
        and bool({"state", "created_at", "createdAt"} & value.keys())
    )


def is_pull_request(issue: dict[str, Any]) -> bool:
    """Say whether it is a pull request."""
    return issue.get("pull_request") is not None or issue.get("isPullRequest") is True


def repository(issue: dict[str, Any]) -> str | None:
    """Give `owner/name`, from the object or the address of the repository."""
    given = issue.get("repository")
    name = named(given, "full_name", "nameWithOwner")
    if name:
        return name
    address = text(issue.get("repository_url"))
    if address:
        return "/".join(address.rstrip("/").split("/")[-2:])
    page = (text(either(issue, "html_url", "url")) or "").split("/")
    return "/".join(page[-4:-2]) if len(page) > 4 and page[-2] in {"issues", "pull"} else None


def events_of(issue: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Give the events of an issue, oldest first, or None when it was exported without them."""
    found = next(
        (issue[name] for name in ("timeline", "timelineItems", "events") if isinstance(issue.get(name), list)), None
    )
    if found is None:
        return None
    return sorted(
        objects(found), key=lambda event: text(either(event, "created_at", "createdAt", "submitted_at")) or ""
    )


def people(issue: dict[str, Any]) -> list[str]:
    """Give the assignees."""
    several = texts(issue.get("assignees"), *PERSON)
    alone = named(issue.get("assignee"), *PERSON)
    return several or ([alone] if alone else [])


def label_names(issue: dict[str, Any]) -> list[str]:
    """Give the names of the labels."""
    return texts(issue.get("labels"), "name")


def milestone(issue: dict[str, Any]) -> dict[str, Any]:
    """Give the milestone, or an empty object."""
    found = issue.get("milestone")
    return found if isinstance(found, dict) else {}


def day(value: Any) -> str | None:
    """Give the day of an instant: a due date on GitHub is a day, whatever the time written with it."""
    found = text(value)
    return found[:10] if found else None
