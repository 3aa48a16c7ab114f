"""Find people: by name, team, role and state, page by page."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, OrderBy, OuterRef, Prefetch, Q, QuerySet, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.web.palette import MOST, Found
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Member, Role, Team

PAGE = 50
HERE, GONE, ALL = "here", "gone", "all"
STATES = [(HERE, _("Here")), (GONE, _("Left")), (ALL, _("Everybody"))]
_ADDRESS = re.compile(r"<([^<>\s]+@[^<>\s]+)>\s*\Z|\A([^<>\s]+@[^<>\s]+)\Z")
_MAY_LACK = {"team__name", "seen_at"}
ORDERS = {"name": ("user__name", "pk"), "team": ("team__name", "user__name", "pk"), "seen": ("seen_at", "pk")}


@dataclass(frozen=True, kw_only=True)
class PeopleWanted:
    """What the reader looks for; nothing means everybody who is here.

    Parameters
    ----------
    by_address
        Whether the text is also looked for in e-mail addresses: only who may see them may try them.
    """

    text: str = ""
    by_address: bool = False
    team: Team | None = None
    kind: str = ""
    state: str = HERE
    sort: str = "name"


def people_wanted(wanted: PeopleWanted, on: date) -> QuerySet[Member]:
    """Find people, with their team and the roles that they hold that day: three queries a page."""
    rows = Member.objects.select_related("user", "team").prefetch_related(
        Prefetch("roles", running_on(on).select_related("team", "data_object"), to_attr="held")
    )
    if wanted.state != ALL:
        rows = rows.filter(is_active=wanted.state != GONE)
    if wanted.team is not None:
        rows = rows.filter(team=wanted.team)
    if wanted.kind:
        rows = rows.filter(Exists(running_on(on).filter(member=OuterRef("pk"), kind=wanted.kind)))
    for word in wanted.text.split():
        found = Q(user__name__icontains=word) | Q(title__icontains=word)
        rows = rows.filter(found | Q(user__email__icontains=word) if wanted.by_address else found)
    return rows.order_by(*_order(wanted.sort))


def running_on(day: date) -> QuerySet[Role]:
    """List the roles of the scope's workspace that run on a day."""
    return Role.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def person_get(key: int) -> Member | None:
    """Find a member of the scope's workspace, whether they left or not."""
    return Member.objects.select_related("user", "team", "workspace").filter(pk=key).first()


def teams_with_people() -> list[tuple[Team, int, list[Member]]]:
    """List every team with how many people are in it and who speaks for it today; three queries."""
    counts: dict[int | None, int] = {}
    for team in Member.objects.filter(is_active=True).order_by().values_list("team_id", flat=True):
        counts[team] = counts.get(team, 0) + 1
    champions = _holders("team_id", RoleKind.CHAMPION)
    rows = Team.objects.order_by("-is_active", "side", "name")
    return [(team, counts.get(team.pk, 0), champions.get(team.pk, [])) for team in rows]


def data_objects_with_owners() -> list[tuple[DataObject, list[Member]]]:
    """List every data object with who answers for it today; two queries."""
    owners = _holders("data_object_id", RoleKind.DATA_OWNER)
    return [(row, owners.get(row.pk, [])) for row in DataObject.objects.order_by("-is_active", "name")]


def _holders(field: str, kind: RoleKind) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = {}
    roles = running_on(timezone.localdate()).filter(kind=kind, member__is_active=True)
    for role in roles.select_related("member__user").order_by("member__user__name"):
        found.setdefault(getattr(role, field), []).append(role.member)
    return found


def _order(sort: str) -> list[OrderBy]:
    """Give an order, those of whom it is not known last, whatever the database."""
    names = ORDERS.get(sort.removeprefix("-"), ORDERS["name"])
    return [OrderBy(F(name), descending=sort.startswith("-"), nulls_last=name in _MAY_LACK or None) for name in names]


def named(member: Member) -> str:
    """Write a person as `called` finds them and no other."""
    return f"{member} <{member.user.email}>"


def called(text: str, people: QuerySet[Member]) -> QuerySet[Member]:
    """Find people by an address (alone, or after the name as `named` writes it), a whole name, or parts of both."""
    address = _ADDRESS.search(text)
    if address:
        return people.filter(user__email__iexact=address[1] or address[2])
    same = people.filter(user__name__iexact=text)
    if same.exists():
        return same.order_by("user__name", "pk")
    for word in text.split():
        people = people.filter(Q(user__name__icontains=word) | Q(user__email__icontains=word))
    return people.order_by("user__name", "pk")


def palette_people(request: HttpRequest, query: str) -> list[Found]:
    """Find people for the palette, by the beginning of words first."""
    slug = request.workspace.slug  # type: ignore[attr-defined]  # set below a workspace's address
    words = query.split()
    rows = Member.objects.select_related("user", "team").filter(is_active=True)
    for word in words:
        rows = rows.filter(Q(user__name__icontains=word) | Q(team__name__icontains=word))
    first = words[0] if words else ""
    starts = Case(When(Q(user__name__istartswith=first), then=0), default=1)
    return [
        Found(
            label=str(row),
            name=str(row),
            hint=row.title or (str(row.team) if row.team else ""),
            href=reverse("workspace:person", args=[slug, row.pk]),
        )
        for row in rows.order_by(starts, "user__name", "pk")[:MOST]
    ]
