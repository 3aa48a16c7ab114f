"""The sponsor and the Product Owner decide on items, and two of them are delivered; read from `deciding.toml`."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib.resources import files
from typing import Final

from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.items.decisions import SUBJECT
from gouvernail.backlog.services.items.decisions import item_decide
from gouvernail.backlog.services.items.states import item_finish, item_start
from gouvernail.cli.demonstration.wishes import Course
from gouvernail.decisions.models import Decision
from gouvernail.decisions.services.drafts import Draft, Room
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of

Act = Callable[[], object]
_THERE: Final = ("camille", "philippe", "valerie", "nadia")  # their quorum: who decides, who answers, who builds


@dataclass(frozen=True)
class Decided:
    """One decision: when (weeks from the start), on what, by whom, and why."""

    week: int
    item: str
    who: str
    verdict: str
    reason: str
    review: int  # weeks after it; 0 for none
    is_reversal: bool


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """All that is decided, and what was built of it."""

    decided: tuple[Decided, ...]
    delivered: tuple[tuple[str, int, int], ...]  # item, week of its start, week of its end


def verdicts() -> Verdicts:
    """Read what is decided."""
    given = tomllib.loads(files(__package__).joinpath("deciding.toml").read_text(encoding="utf-8"))
    return Verdicts(
        decided=tuple(Decided(*one) for one in given["decided"]),
        delivered=tuple((item, start, end) for item, start, end in given["delivered"]),
    )


def acts_of(week: int, told: Course, said: Verdicts, members: dict[str, Member]) -> Iterator[Act]:
    """Say what is decided, begun and delivered in one week."""
    titles = {plan.key: plan.title for plan in told.items}
    for one in said.decided:
        if one.week == week:
            there = [members[key] for key in _THERE]
            yield partial(_decide, titles[one.item], one, members[one.who], there)
    for item, start, end in said.delivered:
        if week == start:
            yield partial(_build, titles[item], members["camille"], item_start)
        if week == end:
            yield partial(_build, titles[item], members["camille"], item_finish)


def _decide(title: str, one: Decided, actor: Member, there: list[Member]) -> None:
    item = Item.objects.get(title=title)
    stands = Decision.objects.filter(subject_type=SUBJECT, subject_id=str(item.pk)).order_by("-number").first()
    draft = Draft(
        verdict=one.verdict,
        reason=one.reason,
        review_on=today_of(actor) + timedelta(weeks=one.review) if one.review else None,
        reverses=stands if one.is_reversal else None,
    )
    item_decide(actor=actor, item=item, draft=draft, room=Room(present=there))


def _build(title: str, actor: Member, act: Callable[..., object]) -> None:
    act(actor=actor, item=Item.objects.get(title=title))
