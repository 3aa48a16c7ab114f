"""Who has a need: by team, with their roles and their words. Evidence beside a request, never a score of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouvernail.backlog.choices.requests import CLAIMED, Level
from gouvernail.backlog.models import Request, Voice
from gouvernail.backlog.selectors.requests.merged import families_of
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.people import running_on
from gouvernail.workspaces.selectors.rights import today_of

if TYPE_CHECKING:
    from gouvernail.workspaces.models import Team


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One person who has the need: who asked (`voice` is None then), or who said so after.

    `member` is None for who asked in another tool and is not known here.
    """

    member: Member | None
    name: str
    team: str  # "" for none
    roles: tuple[str, ...]
    note: str
    level: int | None
    voice: Voice | None

    @property
    def claim(self) -> str:
        """Say in words how urgent it is to them."""
        return claim_said(self.level)


@dataclass(frozen=True, kw_only=True)
class TeamHeard:
    """The people of one team who have the need."""

    name: str  # "" for no team
    people: tuple[Heard, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """List what they claim, the highest first: shown one by one, never averaged."""
        return tuple(sorted((one.level for one in self.people if one.level is not None), reverse=True))


@dataclass(frozen=True)
class Count:
    """How many people, of how many teams, have a need."""

    people: int
    teams: int


def claim_said(level: int | None) -> str:
    """Say a claimed urgency in words; nothing where there is none."""
    return "" if level is None else str(CLAIMED[Level(level)])


def teams_heard(family: Iterable[Request], reader: Member) -> list[TeamHeard]:
    """List who has the need of some requests that are one, by team in alphabetical order: each person once.

    Who asked counts by their request; a voice that they gave elsewhere is not another one.
    """
    requests = sorted(family, key=lambda one: one.pk)
    voices = Voice.objects.filter(request__in=requests).select_related("member__user", "team").order_by("pk")
    said: list[tuple[Member | None, str, Team | None, str, int | None, Voice | None]]
    said = [
        (one.requester, one.asker, one.team, "", one.claimed_urgency, None)
        for one in requests
        if one.requester is not None or one.asked_by
    ]
    said += [(one.member, str(one.member), one.team, one.note, one.claimed_urgency, one) for one in voices]
    roles = _roles({member.pk for member, *_rest in said if member is not None}, reader)
    people: dict[int | str, Heard] = {}
    for member, name, team, note, level, voice in said:
        heard = Heard(
            member=member,
            name=name,
            team=team.name if team else "",
            roles=tuple(roles[member.pk]) if member is not None else (),
            note=note,
            level=level,
            voice=voice,
        )
        people.setdefault(name if member is None else member.pk, heard)
    teams: dict[str, list[Heard]] = defaultdict(list)
    for heard in people.values():
        teams[heard.team].append(heard)
    return [TeamHeard(name=name, people=tuple(teams[name])) for name in sorted(teams, key=lambda one: (not one, one))]


def counts_of(keys: Iterable[int]) -> dict[int, Count]:
    """Count the people and the teams behind each request, what was merged into it included: a few queries a page."""
    families = families_of(keys)
    asked, voices = _rows({key for family in families.values() for key in family})
    said: dict[int, dict[int | str, int | None]] = defaultdict(dict)  # by request: each person with their team
    for key, member, team in (*asked, *voices):
        said[key].setdefault(member, team)
    counts = {}
    for root, family in families.items():
        people = {member: team for key in sorted(family, reverse=True) for member, team in said[key].items()}
        counts[root] = Count(len(people), len({team for team in people.values() if team is not None}))
    return counts


def supported_by(member: Member, keys: Iterable[int]) -> set[int]:
    """Tell of which of some requests a member is already one of those who have the need."""
    families = families_of(keys)
    asked, voices = _rows({key for family in families.values() for key in family})
    theirs = {key for key, one, _team in (*asked, *voices) if one == member.pk}
    return {root for root, family in families.items() if family & theirs}


_Row = tuple[int, int | str, int | None]  # request, member or the name of who is not known here, team


def _rows(keys: set[int]) -> tuple[list[_Row], list[_Row]]:
    rows = Request.objects.filter(pk__in=keys).order_by("pk")
    asked = rows.values_list("pk", "requester_id", "asked_by", "team_id")
    voices = Voice.objects.filter(request__in=keys).order_by("pk").values_list("request_id", "member_id", "team_id")
    return [(key, one or name, team) for key, one, name, team in asked if one or name], list(voices)


def _roles(members: set[int], reader: Member) -> dict[int, list[str]]:
    """Give what each person is today, in words; to ask is everybody's, so that role is left out."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = running_on(today_of(reader)).filter(member__in=members).exclude(kind=RoleKind.REQUESTER).order_by("kind")
    for kind, member in rows.values_list("kind", "member_id").distinct():
        found[member].append(str(RoleKind(kind).label))
    return found
