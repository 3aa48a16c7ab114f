"""What can be found from anywhere: pages, people, later items. Each room registers a provider when it is ready."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gouvernail.web.navigation import lines_for

if TYPE_CHECKING:
    from django.utils.functional import Promise

_BETWEEN = re.compile(r"[-’'/·]")
MOST = 8  # of each kind: a palette is read at a glance


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that can be opened."""

    label: str
    href: str
    hint: str = ""
    icon: str = "file-text"
    name: str = ""  # of a person, for the avatar


@dataclass(frozen=True, kw_only=True)
class Group:
    """What one provider found."""

    label: str
    found: list[Found]


Provider = Callable[[HttpRequest, str], Iterable[Found]]


@dataclass(frozen=True, kw_only=True)
class _Kind:
    label: "str | Promise"
    provider: Provider
    order: int


_KINDS: dict[str, _Kind] = {}


def register(name: str, provider: Provider, *, label: "str | Promise", order: int) -> None:
    """Add a kind of thing that the palette finds; a room calls this in its `ready()`.

    Parameters
    ----------
    provider
        Takes the request (below a workspace's address, in its scope) and what was typed, and gives at most `MOST`
        things that this reader may open, best first. What was typed may be empty.
    """
    _KINDS[name] = _Kind(label=label, provider=provider, order=order)


def groups_for(request: HttpRequest, query: str) -> list[Group]:
    """Ask every provider, in order; those that found nothing are left out."""
    kinds = sorted(_KINDS.values(), key=lambda kind: kind.order)
    groups = (Group(label=str(kind.label), found=list(kind.provider(request, query))[:MOST]) for kind in kinds)
    return [group for group in groups if group.found]


def folded(text: str) -> str:
    """Write a text as people type it: lower case, no accent (Unicode's compatibility caseless match, D146)."""
    spread = unicodedata.normalize("NFD", text)
    for _turn in range(2):  # a letter of mathematics is a capital only once it is spread
        spread = unicodedata.normalize("NFKD", spread.casefold())
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return plain.replace("œ", "oe").replace("æ", "ae")


def matches(query: str, *texts: str) -> bool:
    """Tell whether every word of the query begins a word of the texts, accents aside."""
    there = _words(" ".join(texts))
    return all(any(word.startswith(wanted) for word in there) for wanted in _words(query))


def _words(text: str) -> list[str]:
    return _BETWEEN.sub(" ", folded(text)).split()


def pages(request: HttpRequest, query: str) -> list[Found]:
    """Find pages of the rail by their name."""
    slug = request.workspace.slug  # type: ignore[attr-defined]  # set below a workspace's address
    return [
        Found(label=line.label, href=line.href, icon=line.icon)
        for line in lines_for(request, slug, with_counts=False)
        if matches(query, line.label)
    ]


register("pages", pages, label=_("Pages"), order=10)
