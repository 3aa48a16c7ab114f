"""Reading values out of objects that may hold anything: a wrong type is an absent value, never a crash."""

from typing import Any


def mapping(value: Any, *path: str) -> dict[str, Any]:
    """Give the object at `path`, or an empty one."""
    for step in path:
        if not isinstance(value, dict):
            return {}
        value = value.get(step)
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[dict[str, Any]]:
    """Give the objects of a list, or none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: Any) -> str | None:
    """Give a text or a number as stripped text; anything else is null."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else str(value)


def number(value: Any) -> float | None:
    """Give a number that is finite, also when it is written as text; anything else is null."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if abs(found) < float("inf") else None


def named(value: Any, *names: str) -> str | None:
    """Give the first text among `names` of an object; a bare text is its own name."""
    if not isinstance(value, dict):
        return text(value)
    for name in names:
        found = text(value.get(name))
        if found:
            return found
    return None


def texts(value: Any, *names: str) -> list[str]:
    """Give the texts of a list of texts or of named objects, without doubles, in order."""
    if not isinstance(value, list):
        return []
    return list(dict.fromkeys(found for one in value if (found := named(one, *names))))
