"""Who asked for what an item answers: evidence shown beside its value, never counted into it."""

from collections import Counter
from dataclasses import dataclass

from gouvernail.backlog.models import Item, Request, Voice


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One request that an item answers, with how many people share it."""

    request: Request
    voices: int


@dataclass(frozen=True, kw_only=True)
class Demand:
    """The requests behind an item, and the people behind them: each is counted once."""

    requests: tuple[Answered, ...]
    people: int
    teams: tuple[tuple[str, int], ...]  # "" is no team


def demand_for(item: Item) -> Demand:
    """Gather the requests that an item answers, those merged into them, and everybody who has the same need."""
    rows = Request.objects.filter(origins__item=item, removed_at=None).select_related("team", "requester__user")
    asked = list(rows.order_by("number"))
    roots = _with_merged(asked)
    said = [(roots[key], person, team or "") for key, person, team in _requesters(roots) + _voices(roots)]
    people = {person: team for _root, person, team in reversed(said)}  # who asked twice counts where they asked first
    return Demand(
        requests=tuple(
            Answered(request=one, voices=len({person for root, person, _team in said if root == one.pk}))
            for one in asked
        ),
        people=len(people),
        teams=tuple(sorted(Counter(people.values()).items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _with_merged(asked: list[Request]) -> dict[int, int]:
    """Give the key of each request, merged ones included, with the one that the item answers."""
    roots = {one.pk: one.pk for one in asked}
    front = dict(roots)
    while front:
        merged = Request.objects.filter(merged_into__in=front, removed_at=None).values_list("pk", "merged_into_id")
        front = {key: front[target] for key, target in merged if key not in roots and target is not None}
        roots |= front
    return roots


def _requesters(roots: dict[int, int]) -> list[tuple[int, int | str, str | None]]:
    """Give who asked: a member, or the name of who is not known here."""
    rows = Request.objects.filter(pk__in=roots).order_by("pk")
    found = rows.values_list("pk", "requester_id", "asked_by", "team__name")
    return [(key, one or name, team) for key, one, name, team in found if one or name]


def _voices(roots: dict[int, int]) -> list[tuple[int, int | str, str | None]]:
    rows = Voice.objects.filter(request__in=roots).order_by("pk")
    return list(rows.values_list("request_id", "member_id", "team__name"))
