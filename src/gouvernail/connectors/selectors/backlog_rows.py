"""What a row of another tool becomes here: whom and what it points to, and what of it would be lost otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gouvernail.backlog.bridge.similarity import fold
from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.services.items.imports import ItemRow
from gouvernail.backlog.services.requests.imports import RequestRow
from gouvernail.connectors.bridge.backlog import Foreign
from gouvernail.connectors.choices import LEFT_OUT, BacklogKind
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, Team

TITLE = 140
KEY = 80
PEOPLE = 200
_WITHOUT = "none"  # the state of a row that says none

STATES: dict[str, dict[str, str]] = {  # [choice] where nobody chose: what is over stays over, the rest is to be sorted
    BacklogKind.REQUESTS: {
        "requested": RequestState.RECEIVED,
        "accepted": RequestState.IN_REVIEW,
        "started": RequestState.ACCEPTED,
        "done": RequestState.ACCEPTED,
        "dropped": RequestState.DECLINED,
        _WITHOUT: RequestState.RECEIVED,
    },
    BacklogKind.ITEMS: {
        "requested": ItemState.OPEN,
        "accepted": ItemState.OPEN,
        "started": ItemState.STARTED,
        "done": ItemState.DONE,
        "dropped": ItemState.DROPPED,
        _WITHOUT: ItemState.OPEN,
    },
}
MODELS: "dict[str, type[Request] | type[Item]]" = {BacklogKind.REQUESTS: Request, BacklogKind.ITEMS: Item}


@dataclass(frozen=True, kw_only=True)
class Targets:
    """What words of another tool may name here: a word, folded, to the key of a row."""

    teams: Mapping[str, int]
    objectives: Mapping[str, int]
    people: Mapping[str, int]
    members: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A row that cannot enter: `code` says why (see the page), `found` what stood there."""

    key: str
    code: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row that can enter, and whether its text was too long to be kept whole."""

    foreign: Foreign
    row: RequestRow | ItemRow
    is_cut: bool


def state_of(foreign: Foreign) -> str:
    """Name the state of a row as the choices do."""
    return foreign.state or _WITHOUT


@lru_cache(maxsize=4096)  # ten thousand rows name the same few teams and people
def said(word: str) -> str:
    """Give what two ways to write a name have in common."""
    return " ".join(fold(word).split())


def targets(coming: tuple[str, ...] = ()) -> Targets:
    """Read what words may name; `coming` are teams that are going to be made (their key is 0)."""
    people: dict[str, int] = {}
    members: set[int] = set()
    for member in Member.objects.filter(is_active=True).select_related("user"):
        members.add(member.pk)
        for word in {said(member.user.email), said(member.user.name)} - {""}:
            people[word] = -1 if word in people else member.pk  # two people of one name: nobody knows which
    return Targets(
        teams={said(word): 0 for word in coming}
        | {said(team.name): team.pk for team in Team.objects.filter(is_active=True)},
        objectives={said(one.label): one.pk for one in Objective.objects.filter(is_active=True)},
        people={word: key for word, key in people.items() if key > 0},
        members=frozenset(members),
    )


def person_of(word: str, known: Targets, options: Mapping[str, Any] = MappingProxyType({})) -> int | None:
    """Find a person as they were chosen, else by address or by name: `Camille Leroy <camille@…>` too."""
    chosen: int | None = options.get("people", {}).get(word)
    if chosen in known.members:
        return chosen
    name, address = parseaddr(word)
    return next((known.people[said(one)] for one in (word, address, name) if said(one) in known.people), None)


def objective_of(word: str, options: Mapping[str, Any], known: Targets) -> int | None:
    """Find the objective that a word names, after what people chose."""
    chosen = options.get("objectives", {})
    found = chosen[word] if word in chosen else known.objectives.get(said(word))
    return found if word and found in known.objectives.values() else None


def entry_of(foreign: Foreign, kind: str, options: Mapping[str, Any], known: Targets) -> Entry | Refusal | None:
    """Say what a row becomes; None where rows in its state were left out. Call in the language of the workspace."""
    state = options.get("states", {}).get(state_of(foreign)) or STATES[kind][state_of(foreign)]
    if state == LEFT_OUT:
        return None
    whole = " ".join((foreign.title or foreign.text.partition("\n")[0]).split())
    if not whole:
        return Refusal(key=foreign.key, code="no_title", found="")
    if not foreign.key or len(foreign.key) > KEY:
        return Refusal(key=foreign.key[:KEY], code="long_key" if foreign.key else "no_key", found=foreign.key)
    return (_request if kind == BacklogKind.REQUESTS else _item)(foreign, whole, state, options, known)


def _request(foreign: Foreign, whole: str, state: str, options: Mapping[str, Any], known: Targets) -> Entry:
    requester = person_of(foreign.reporter, known, options)
    aim = objective_of(foreign.objective, options, known)
    lost = {"owner": foreign.owner} | _lost(foreign, aim, known)
    text, is_cut = _text(foreign, whole, lost, room=Request._meta.get_field("need").max_length)  # noqa: SLF001
    row = RequestRow(
        foreign_key=foreign.key,
        title=_title(whole),
        need=text or whole,
        state=RequestState(state),
        asked_by="" if requester else foreign.reporter[:PEOPLE],
        requester_id=requester,
        team_id=known.teams.get(said(foreign.team)),
        objective_id=aim or options.get("objective"),
        created_at=foreign.created_at,
        decided_at=foreign.dropped_at if state == RequestState.DECLINED else None,
    )
    return Entry(foreign=foreign, row=row, is_cut=is_cut)


def _item(foreign: Foreign, whole: str, state: str, options: Mapping[str, Any], known: Targets) -> Entry:
    owner = person_of(foreign.owner, known, options)
    aim = objective_of(foreign.objective, options, known)
    lost = {"reporter": foreign.reporter, "owner": "" if owner else foreign.owner} | _lost(foreign, aim, known)
    text, is_cut = _text(foreign, whole, lost, room=Item._meta.get_field("text").max_length)  # noqa: SLF001
    row = ItemRow(
        foreign_key=foreign.key,
        title=_title(whole),
        text=text,
        state=ItemState(state),
        owner_id=owner,
        team_id=known.teams.get(said(foreign.team)),
        objective_id=aim or options.get("objective"),
        created_at=foreign.created_at,
        started_at=None if state == ItemState.OPEN else foreign.started_at,
        done_at=foreign.done_at if state == ItemState.DONE else None,
    )
    return Entry(foreign=foreign, row=row, is_cut=is_cut)


def _lost(foreign: Foreign, aim: int | None, known: Targets) -> dict[str, str]:
    """Give what no field here holds."""
    return {
        "team": "" if said(foreign.team) in known.teams else foreign.team,
        "objective": "" if aim else foreign.objective,
        "priority": foreign.priority,
        "labels": ", ".join(foreign.labels),
        "due_on": foreign.due_on,
        "parent": foreign.parent,
    }


def _text(foreign: Foreign, whole: str, lost: Mapping[str, str], *, room: int | None) -> tuple[str, bool]:
    """Write a text that keeps what no field holds, and say whether it had to be cut."""
    head = f"{whole}\n\n" if len(whole) > TITLE and not foreign.text.startswith(whole) else ""
    kept = " · ".join(_(_KEPT_AS[name]) % {"found": found} for name, found in lost.items() if found)[:2000]
    tail = f"\n\n{_('From the other tool:')} {kept}" if kept else ""
    body, most = f"{head}{foreign.text}".strip(), (room or 0) - len(tail)
    if len(body) <= most:
        return f"{body}{tail}".strip(), False
    cut = f"\n[…] {_('The rest is under %(key)s in the other tool.') % {'key': foreign.key}}"
    return f"{body[: most - len(cut)].rstrip()}{cut}{tail}", True


_KEPT_AS = {
    "reporter": gettext_noop("asked by %(found)s"),
    "owner": gettext_noop("carried by %(found)s"),
    "team": gettext_noop("team %(found)s"),
    "objective": gettext_noop("objective %(found)s"),
    "priority": gettext_noop("priority %(found)s"),
    "labels": gettext_noop("labels %(found)s"),
    "due_on": gettext_noop("due %(found)s"),
    "parent": gettext_noop("under %(found)s"),
}


def _title(whole: str) -> str:
    return whole if len(whole) <= TITLE else f"{whole[: TITLE - 1].rstrip()}…"
