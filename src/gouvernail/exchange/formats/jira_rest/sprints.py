import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gouvernail.exchange.formats.json_text.values import named, text

if TYPE_CHECKING:
    from collections.abc import Iterator

# Server and Data Center before 2022 write a sprint as the text of a Java object.
_OLD: Final = re.compile(r"^com\.atlassian\.greenhopper\.service\.sprint\.Sprint@\w+\[(?P<body>.*)\]$", re.DOTALL)
_OLD_PART: Final = re.compile(
    r"(?:^|,)(?P<name>id|rapidViewId|state|name|goal|startDate|endDate|completeDate|"
    r"activatedDate|sequence|synced|autoStartStop|incompleteIssuesDestinationId)="
)


@dataclass(frozen=True, slots=True)
class Sprint:
    """One sprint as an issue names it; instants are text as written."""

    name: str
    start: str | None = None
    end: str | None = None
    complete: str | None = None


def sprints_of(value: Any) -> "Iterator[Sprint]":
    """Give the sprints of a field: objects, old texts, or one of them alone."""
    for one in value if isinstance(value, list) else [value]:
        parts = _old_parts(one) if isinstance(one, str) else one if isinstance(one, dict) else {}
        name = named(parts, "name")
        if name:
            yield Sprint(name, *(_known(parts.get(key)) for key in ("startDate", "endDate", "completeDate")))


def holds_sprints(value: Any) -> bool:
    """Say whether an unnamed custom field is the sprint field, by the shape of its first member."""
    first = value[0] if isinstance(value, list) and value else None
    if isinstance(first, str):
        return _OLD.match(first) is not None
    return (
        isinstance(first, dict)
        and {"name", "state"} <= first.keys()
        and bool({"boardId", "originBoardId"} & first.keys())
    )


def _old_parts(written: str) -> dict[str, str]:
    found = _OLD.match(written)
    if found is None:
        return {}
    body = found["body"]
    marks = list(_OLD_PART.finditer(body))
    ends = [mark.start() for mark in marks[1:]] + [len(body)]
    return {mark["name"]: body[mark.end() : end] for mark, end in zip(marks, ends, strict=True)}


def _known(value: Any) -> str | None:
    found = text(value)
    return None if found in {None, "<null>", "null"} else found
