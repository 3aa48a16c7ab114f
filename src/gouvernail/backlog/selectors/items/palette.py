"""Items that the palette finds."""

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest
from django.urls import reverse

from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.selectors.full_text import items_with
from gouvernail.backlog.selectors.items.listing import items_here
from gouvernail.web.palette import MOST, Found


def items_found(request: HttpRequest, query: str) -> list[Found]:
    """Find items by key or words: the key first, then those that may still be built."""
    if not query:
        return []
    slug = request.workspace.slug  # type: ignore[attr-defined]  # set below a workspace's address
    digits = query.casefold().removeprefix("crm").lstrip("-")
    number = int(digits) if digits.isdecimal() and len(digits) < 10 else 0
    place = Case(
        When(number=number, then=Value(0)),
        When(state__in=RANKED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = items_here().filter(items_with(query)).select_related("objective").order_by(place, "-number")
    return [
        Found(
            label=str(one),
            href=reverse("backlog:item_detail", args=[slug, one.pk]),
            hint=str(one.objective or one.get_state_display()),
            icon="layers",
        )
        for one in rows[:MOST]
    ]
