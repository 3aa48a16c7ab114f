"""Say what was done, and offer to undo it."""

from django.contrib import messages
from django.http import HttpRequest

_UNDO = "undo:"


def said(request: HttpRequest, text: str, *, undo: str = "", level: int = messages.SUCCESS) -> None:
    """Show a sentence on the next page, or in the fragment that answers.

    Parameters
    ----------
    undo
        The address that takes a POST and undoes the act; empty where it cannot be undone.
    """
    messages.add_message(request, level, text, extra_tags=f"{_UNDO}{undo}" if undo else "")


def undo_address(extra_tags: str | None) -> str:
    """Give back the address that `said` wrote with the sentence."""
    tags = extra_tags or ""
    return tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""
