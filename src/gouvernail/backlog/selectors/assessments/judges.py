"""Who may judge what: business people the value, builders and data owners the complexity, nobody their own request."""

from collections.abc import Iterable

from django.db.models import Q

from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.models import Item, Origin, Round
from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import may, today_of

RIGHT_OF = {Filter.VALUE: Right.VALUE_RATE, Filter.COMPLEXITY: Right.COMPLEXITY_RATE}


def filters_for(member: Member) -> list[Filter]:
    """List the filters that a member may judge today."""
    return [name for name, right in RIGHT_OF.items() if may(member, right)]


def raters_possible(asker: Member) -> dict[Filter, list[Member]]:
    """List the active members who may judge each filter today."""
    today = today_of(asker)
    running = Q(roles__starts_on__lte=today) & (Q(roles__ends_on__isnull=True) | Q(roles__ends_on__gte=today))
    people = Member.objects.select_related("user", "team").filter(is_active=True)
    return {
        name: list(people.filter(running, roles__kind__in=RIGHTS[right]).distinct()) for name, right in RIGHT_OF.items()
    }


def own_items(member: Member, items: Iterable[Item]) -> set[int]:
    """Give the keys of the items that answer a request of the member's own, merged ones included."""
    keys = {one.pk for one in items}
    asked = Origin.objects.filter(item__in=keys, request__removed_at=None)
    own = set(asked.filter(request__requester=member).values_list("item", flat=True))
    return own | set(asked.filter(request__merged__requester=member).values_list("item", flat=True))


def items_judged(one: Round) -> list[Item]:
    """List the items of a round that can still be judged, with their objectives."""
    rows = one.items.filter(removed_at=None, state__in=RANKED, objective__is_active=True)
    return list(rows.select_related("objective").prefetch_related("also_serves").order_by("number"))
