"""People judge the items round after round, and bring what proves that something presses."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

import numpy as np

from gouvernail.backlog.choices.assessments import Confidence, Filter, RoundState
from gouvernail.backlog.models import Evidence, Item, Round
from gouvernail.backlog.selectors.assessments.freshness import to_judge
from gouvernail.backlog.selectors.assessments.judges import raters_possible
from gouvernail.backlog.selectors.assessments.results import flagged_in
from gouvernail.backlog.selectors.assessments.sheet import sheet_for
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.services.assessments.opinions import Judgement, Subject, opinion_give
from gouvernail.backlog.services.assessments.rounds import round_again, round_close, round_open, round_reveal
from gouvernail.backlog.services.urgency.evidences import evidence_add, evidence_verify
from gouvernail.cli.demonstration.wishes import Course
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of

Act = Callable[[], object]
_FIRST: Final = 56  # opinions of before would be too old to count this morning
_EVERY: Final = 3  # weeks between two rounds
_LAST: Final = 77  # left open: somebody has still to answer this morning
_ITEMS: Final = 10
_UNKNOWN: Final = 0.06  # share of "I do not know" [choice]
_LATE: Final = ("marc", "thomas")  # have not answered the last round
_ADDRESS: Final = "https://documents.voiles.example/{item}"
_TRUTHS: Final = {Filter.VALUE: "value", Filter.COMPLEXITY: "complexity"}


def acts_of(
    week: int, told: Course, members: dict[str, Member], start: date, rng: np.random.Generator
) -> Iterator[Act]:
    """Say what is judged and proved in one week."""
    if _FIRST <= week <= _LAST and ((week - _FIRST) % _EVERY == 0 or week == _LAST):
        yield partial(_open, week, members["camille"])
        yield partial(_judge, told, members, rng, is_last=week == _LAST)
    if week > _FIRST and (week - _FIRST) % _EVERY == 1 and week < _LAST:
        yield partial(_reveal, told, members, rng)
    if week > _FIRST and (week - _FIRST) % _EVERY == 2 and week < _LAST:  # two weeks after the opening
        yield partial(_close, members["camille"])
    written = {one.key: one.week for one in told.items}
    for given in told.evidence:
        if max(given["week"], written[given["item"]] + 1) == week:
            yield partial(_prove, told, given, members, start)


def _open(week: int, owner: Member) -> None:
    waiting = [one.item for one in to_judge(rules_now(owner.workspace), today_of(owner))][:_ITEMS]
    if not waiting:
        return
    raters = {one.pk: one for own in raters_possible(owner).values() for one in own}
    title = f"Avis du comité, tour {(week - _FIRST) // _EVERY + 1}"
    round_open(
        actor=owner, title=title, items=waiting, raters=raters.values(), closes_on=today_of(owner) + timedelta(days=6)
    )


def _judge(told: Course, members: dict[str, Member], rng: np.random.Generator, *, is_last: bool = False) -> None:
    one = Round.objects.filter(state__in=(RoundState.OPEN, RoundState.SECOND)).order_by("-opened_at").first()
    if one is None:
        return
    habits = _habits(members)
    for key in sorted(members):
        member = members[key]
        if not one.raters.filter(pk=member.pk).exists() or (is_last and key in _LATE):
            continue
        for step in sheet_for(member, one):
            for line in step.lines:
                if not line.is_own:
                    level = _level(told, line.item, Filter(step.filter), member, habits[key], rng)
                    subject = Subject(item=line.item, filter=step.filter, objective=line.objective)
                    confidence = int(
                        rng.choice([Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH], p=(0.2, 0.6, 0.2))
                    )
                    judgement = Judgement(level=level, confidence=confidence)
                    opinion_give(actor=member, round=one, subject=subject, judgement=judgement)


def _level(
    told: Course, item: Item, name: Filter, member: Member, habit: float, rng: np.random.Generator
) -> int | None:
    """Give the level of one person: what most would give, their severity, their team's view, and chance."""
    if rng.random() < _UNKNOWN:
        return None
    plan = next(one for one in told.items if one.title == item.title)
    team = member.team.name if member.team else ""
    shift = sum(
        view["shifts"].get(team, 0) for view in told.views if view["item"] == plan.key and view["filter"] == name
    )
    return int(np.clip(round(getattr(plan, _TRUTHS[name]) + shift + habit + rng.normal(0, 0.6)), 0, 5))


def _habits(members: dict[str, Member]) -> dict[str, float]:
    """Give everybody a severity of their own, the same from round to round."""
    keys = sorted(members)
    drawn = np.random.default_rng(7).normal(0, 0.5, 40)
    return {key: float(drawn[place % len(drawn)]) for place, key in enumerate(keys)}


def _reveal(told: Course, members: dict[str, Member], rng: np.random.Generator) -> None:
    one = Round.objects.filter(state=RoundState.OPEN).order_by("opened_at").first()
    if one is None:
        return
    owner = members["camille"]
    round_reveal(actor=owner, round=one)
    one.refresh_from_db()
    if flagged_in(one):
        round_again(actor=owner, round=one)
        _judge(told, members, rng)


def _close(owner: Member) -> None:
    for one in Round.objects.filter(state__in=(RoundState.REVEALED, RoundState.SECOND)).order_by("opened_at"):
        round_close(actor=owner, round=one)


def _prove(told: Course, given: dict[str, Any], members: dict[str, Member], start: date) -> None:
    title = next(one.title for one in told.items if one.key == given["item"])
    item = Item.objects.get(title=title)
    fields: dict[str, Any] = {
        name: given[name] for name in ("kind", "statement", "source", "half_life") if name in given
    }
    for name, field in (("document", "document_on"), ("starts", "starts_on"), ("ends", "ends_on")):
        if name in given:
            fields[field] = start + timedelta(weeks=given[name])
    if "document" in given:
        fields["address"] = _ADDRESS.format(item=given["item"])
    if "loss" in given:
        fields["loss"] = Decimal(given["loss"])
    row = evidence_add(actor=members[given["who"]], item=item, **fields)
    if "verified" in given:
        who, verdict, note = given["verified"]
        evidence_verify(actor=members[who], evidence=Evidence.objects.get(pk=row.pk), verdict=verdict, note=note)
