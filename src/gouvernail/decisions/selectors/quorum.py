"""Who may decide on a day, and whether those who are there are enough."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from gouvernail.decisions.bridge import Quorum, quorum_of
from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.choices.words import Letter, RoleKind
from gouvernail.workspaces.models import Assignment, Member
from gouvernail.workspaces.selectors.people import running_on

_SEATED = frozenset(
    {
        RoleKind.SPONSOR,
        RoleKind.PRODUCT_OWNER,
        RoleKind.PROXY_PO,
        RoleKind.DATA_OWNER,
        RoleKind.CHAMPION,
        RoleKind.BUILDER,
    }
)


def voters_on(day: date) -> list[Member]:
    """List the active members who may decide that day, in the scope's workspace."""
    return _holding(RIGHTS[Right.DECISION_TAKE], day)


def seated_on(day: date, most: int) -> list[Member]:
    """List those who usually sit where it is decided, by name: first who may decide, then who knows and who builds."""
    rows, voters = _holding(_SEATED | RIGHTS[Right.DECISION_TAKE], day), {one.pk for one in voters_on(day)}
    return sorted(rows, key=lambda one: (one.pk not in voters, str(one).casefold()))[:most]


def quorum_on(present: Iterable[Member], voters: frozenset[int], day: date) -> Quorum:
    """Say whether those who are there make a quorum: two queries."""
    keys = [one.pk for one in present]
    roles: dict[int, list[str]] = {key: [] for key in keys}
    held = running_on(day).filter(Q(member__in=keys) | Q(deputy__in=keys, member__is_active=True))
    for member, deputy, kind in held.values_list("member", "deputy", "kind"):
        for key in (member, deputy):
            if key in roles:
                roles[key].append(kind)
    answers = Assignment.objects.filter(member__in=keys, letter=Letter.ACCOUNTABLE, duty__is_active=True)
    return quorum_of(roles, accountable=frozenset(answers.values_list("member", flat=True)), voters=voters)


def _holding(kinds: Iterable[RoleKind], day: date) -> list[Member]:
    held = running_on(day).filter(kind__in=list(kinds))
    return list(
        Member.objects.select_related("user")
        .filter(pk__in=held.values("member"), is_active=True, user__is_active=True)
        .order_by("pk")
    )
