"""What exists already that is like what somebody writes, with what they may do about it."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.models import Item, Origin, Request
from gouvernail.backlog.selectors.requests.answers import state_said
from gouvernail.backlog.selectors.requests.voices import Count, counts_of, supported_by
from gouvernail.backlog.selectors.search import Similar, similar_to
from gouvernail.workspaces.models import Member

CLOSE = 0.45  # [choice] share of a text from which the product asks "does it exist already?" before it is sent
_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Close:
    """One request or item that may be the same need.

    Attributes
    ----------
    request
        Where "me too" goes: the request itself, or the first that the item answers; None where there is none.
    is_mine
        Whether the reader is already one of those who have that need.
    """

    item: Item | None
    request: Request | None
    share: float
    count: Count | None
    is_mine: bool
    state: str

    @property
    def key(self) -> str:
        """Give the short name of what is shown."""
        found = self.item or self.request
        return found.key if found else ""

    @property
    def is_close(self) -> bool:
        """Tell whether it is worth a question before the text is sent."""
        return self.share >= CLOSE


def close_to(title: str, need: str, reader: Member, *, without: Request | None = None) -> list[Close]:
    """List what is most like a text that the reader writes: a fixed number of queries."""
    found = similar_to(title, need, without=without, most=_SHOWN)
    asked = _first_requests([one.item.pk for one in found if one.item is not None])
    heard = {one: one.request or asked.get(one.item.pk if one.item else 0) for one in found}
    prefetch_related_objects([one.request for one in found if one.request is not None], "origins__item")
    keys = {request.pk for request in heard.values() if request is not None}
    counts, mine = (counts_of(keys), supported_by(reader, keys)) if keys else ({}, set())
    return [
        Close(
            item=one.item,
            request=request,
            share=one.share,
            count=counts.get(request.pk) if request else None,
            is_mine=request is not None and request.pk in mine,
            state=_state(one),
        )
        for one, request in heard.items()
    ]


def _state(found: Similar) -> str:
    if found.item is not None:
        return str(ItemState(found.item.state).label)
    return state_said(found.request) if found.request is not None else ""


def _first_requests(items: list[int]) -> dict[int, Request]:
    """Give the first request that each item answers."""
    rows = Origin.objects.filter(item__in=items, request__removed_at=None).select_related("request").order_by("-pk")
    return {one.item_id: one.request for one in rows} if items else {}
