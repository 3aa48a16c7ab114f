"""What becomes of requests that make no item of their own, and who has the same need; read from `answers.toml`."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib.resources import files
from typing import Any, Final

from django.utils import timezone

from gouvernail.backlog.models import Request
from gouvernail.backlog.services.requests.merge import request_merge
from gouvernail.backlog.services.requests.states import request_decline, request_defer, request_review
from gouvernail.backlog.services.requests.voices import voice_add
from gouvernail.cli.demonstration.wishes import LAST_WEEK, Course
from gouvernail.workspaces.models import Member

Act = Callable[[], object]
_SAME_NEED: Final = "C’est le même besoin, dit autrement : les deux textes et les deux voix restent."


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Who says “me too”, what says the same as what, and what is answered otherwise than by an item."""

    same: Mapping[str, str]
    me_too: Mapping[str, tuple[str, ...]]
    answered: Mapping[str, Mapping[str, Any]]


def answers() -> Answers:
    """Read what is answered."""
    given = tomllib.loads(files(__package__).joinpath("answers.toml").read_text(encoding="utf-8"))
    return Answers(
        same=dict(given["same"]),
        me_too={title: tuple(who) for title, who in given["me_too"].items()},
        answered={one["title"]: one for one in given["answered"]},
    )


def acts_of(week: int, told: Course, said: Answers, members: dict[str, Member]) -> Iterator[Act]:
    """Say who has the same need as what was asked the week before, and what is answered to it."""
    wishes = [*told.waiting, *(wish for plan in told.items for wish in plan.wishes)]
    for wish in wishes:
        if min(wish.week + 1, LAST_WEEK) != week:
            continue
        for who in said.me_too.get(wish.title, ()):
            yield partial(_me_too, wish.title, members[who])
        if wish.title in said.answered:
            yield partial(_answer, said.answered[wish.title], members)


def merge_the_same(asked: list[Request], said: Answers, sorter: Member) -> list[Request]:
    """Merge those of the requests that say the same as another, and give those that go on, as they are now."""
    by_title = {one.title: one for one in asked}
    for title, target in said.same.items():
        if title in by_title:
            one = by_title.pop(title)
            request_merge(actor=sorter, request=one, version=one.version, target=by_title[target], reason=_SAME_NEED)
    return list(Request.objects.filter(pk__in=[one.pk for one in by_title.values()]).order_by("number"))


def _me_too(title: str, who: Member) -> None:
    voice_add(actor=who, request=Request.objects.get(title=title))


def _answer(given: Mapping[str, Any], members: dict[str, Member]) -> None:
    one = Request.objects.get(title=given["title"])
    held: dict[str, Any] = {"actor": members[given["who"]], "request": one, "version": one.version}
    held["reason"] = given["reason"]
    match given["verdict"]:
        case "declined":
            request_decline(**held)
        case "deferred":
            request_defer(**held, until=timezone.localdate() + timedelta(weeks=given["weeks"]))
        case "merged":
            request_merge(**held, target=Request.objects.get(title=given["into"]))
        case "in_review":
            request_review(**held)
        case other:
            raise ValueError(other)
