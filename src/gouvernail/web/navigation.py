"""The rail: each room registers its entries when it is ready; the shell draws those that the reader may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

if TYPE_CHECKING:
    from django.utils.functional import Promise


def _anyone(_request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the rail, one shortcut, one line of the palette.

    Parameters
    ----------
    url_name
        A name of the workspace's map, resolved with the slug of the current workspace.
    order
        Place in the rail, from the top; rooms leave gaps.
    key
        The letter that follows `g` on the keyboard; empty where there is none.
    count
        How many things wait there for the reader; one cheap query at most.
    shown
        Whether the reader may open it.
    is_home
        Whether its address is the workspace's own, with which every other begins: current there only.
    """

    label: "str | Promise"
    url_name: str
    icon: str
    order: int
    key: str = ""
    count: Callable[[HttpRequest], int] | None = None
    shown: Callable[[HttpRequest], bool] = _anyone
    is_home: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the rail as this reader sees it."""

    label: str
    href: str
    icon: str
    key: str
    count: int
    is_current: bool


_ENTRIES: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Add entries to the rail; a room calls this in its `ready()`."""
    for entry in entries:
        _ENTRIES[entry.url_name] = entry


def entries_for(request: HttpRequest) -> list[Entry]:
    """List what the reader may open, from the top of the rail."""
    return sorted((entry for entry in _ENTRIES.values() if entry.shown(request)), key=lambda entry: entry.order)


def lines_for(request: HttpRequest, slug: str, *, with_counts: bool = True) -> list[Line]:
    """Draw the rail for this reader: addresses, counts, and where the reader stands.

    The line whose address is the longest beginning of the reader's own is the current one.
    """
    entries = entries_for(request)
    addresses = [reverse(entry.url_name, args=[slug]) for entry in entries]
    here = max(
        (
            address
            for entry, address in zip(entries, addresses, strict=True)
            if (request.path == address if entry.is_home else request.path.startswith(address))
        ),
        key=len,
        default="",
    )
    return [
        Line(
            label=str(entry.label),
            href=address,
            icon=entry.icon,
            key=entry.key,
            count=entry.count(request) if entry.count and with_counts else 0,
            is_current=address == here,
        )
        for entry, address in zip(entries, addresses, strict=True)
    ]
