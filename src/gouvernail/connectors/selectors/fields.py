"""The fields that a column may be taken for, as people say them."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gouvernail.connectors.choices import IGNORE, VERSION_COLUMN
from gouvernail.exchange.wording import Words

FRAMES = {
    "items": "items",
    "comments": "touches",
    "links": "links",
    "changes": "changes",
    "calendar": "calendar",
    "outcomes": "outcomes",
}
"""What a file holds, and the part of the history that it becomes."""

Choices = list[tuple[str, str]]


def words() -> Words:
    """Give the sentences of the reports in the reader's language."""
    return Words("en" if get_language() == "en" else "fr")


def field_label(role: str, field: str) -> str:
    """Name a field of a role; a second target is named with its own name (`due_on:alpha`)."""
    said, (column, _colon, target) = words(), field.partition(":")
    frame = "items" if column == "key" else FRAMES.get(role, role)
    key = f"report.fields.{frame}.{column}"
    name = said.say(key) if said.has(key) else column
    name = name[:1].upper() + name[1:]
    return f"{name} ({target})" if target else name


def role_choices(seen: dict[str, Any]) -> Choices:
    """List what a file may hold."""
    said = words()
    return [(role, said.say(f"report.roles.{role}").capitalize()) for role in seen.get("fields", {})]


def field_choices(seen: dict[str, Any], role: str, *, present: str = "") -> Choices:
    """List what a column of a file of this role may be, the one that it is now among them."""
    names = list(seen.get("fields", {}).get(role, ()))
    if present and present not in {*names, IGNORE, VERSION_COLUMN}:
        names.append(present)
    fields = sorted(((name, field_label(role, name)) for name in names), key=lambda pair: pair[1].casefold())
    extra = [(VERSION_COLUMN, _("Day of the copy (copies stacked in one file)"))] if role == "items" else []
    return [(IGNORE, _("Leave this column out")), *fields, *extra]


def state_choices() -> Choices:
    """List the states of an item, in the order of the pipe."""
    said = words()
    states = ("requested", "accepted", "started", "done", "dropped")
    return [(state, said.say(f"report.codes.state.{state}").capitalize()) for state in states]
