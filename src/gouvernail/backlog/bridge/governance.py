"""Decisions on items as `method.governance` reads them: who asked, who scored, who decided, who was there (R9, R10)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.models import Item, Opinion, Origin
from gouvernail.decisions.choices.decisions import Stance, Verdict
from gouvernail.decisions.models import Decision as Kept
from gouvernail.decisions.selectors.register import standing
from gouvernail.exchange.chain import parsed
from gouvernail.method.governance import Decision

JUDGED_FOR = timedelta(days=365)  # [choice] what held for a year is contested by nobody any more
_ITEM = Item._meta.label_lower  # noqa: SLF001  # Django's public door to a model's name
_PERSON = "@member:"
_STEPPED_BACK = {Stance.ABSTENTION.value, Stance.CONFLICT.value}


def still_to_build() -> QuerySet[Item, str]:
    """Give the items that can still be decided on, by the key that the register writes."""
    rows = Item.objects.filter(removed_at=None, state__in=RANKED)
    return rows.annotate(as_subject=Cast("pk", CharField())).values_list("as_subject", flat=True)


def decisions_judged(day: date, zone: ZoneInfo) -> tuple[Decision, ...]:
    """Read the decisions that are the last word on their item, a year back, in the scope's workspace: three queries.

    [choice] What is adjourned decided nothing. Who abstained or said that they have an interest did not decide. A
    decision that is taken again with its quorum is the last word: what was said of the first one goes. What cannot be
    decided again, since its item was built or dropped, is told of no more: nobody could mend it.
    """
    since = day - JUDGED_FOR
    rows = standing(Kept.objects.filter(subject_type=_ITEM, at__date__gt=since).exclude(verdict=Verdict.ADJOURN))
    rows = rows.filter(subject_id__in=still_to_build())
    read = rows.only("at", "signed_by", "verdict", "subject_type", "subject_id", "record")
    kept = [(one, told) for one in read if (told := _told(one)) is not None]
    items = {int(one.subject_id) for one, _told_of in kept}
    asked, scored = _asked(items), _scored(kept)
    return tuple(_decision(one, told, asked, scored, zone) for one, told in kept)


def _decision(
    one: Kept, told: dict[str, Any], asked: dict[int, set[int]], scored: dict[int, set[int]], zone: ZoneInfo
) -> Decision:
    item, quorum = int(one.subject_id), told["quorum"]
    present = _keys(quorum["present"])
    back = _keys(said["who"] for said in told["said"] if said["stance"] in _STEPPED_BACK)
    return Decision(
        str(one.pk),
        one.at.astimezone(zone).date(),
        item=one.subject_id,
        present=present,
        voters=_keys(quorum["voters"]),
        requesters=frozenset(map(str, asked.get(item, ()))),
        raters=frozenset(map(str, scored.get(one.pk, ()))),
        deciders=(present | {str(one.signed_by_id)}) - back,
    )


def _told(one: Kept) -> dict[str, Any] | None:
    """Read a record; None where it was changed behind our back: `gouvernail verify` says so."""
    try:
        told = parsed(one.record)
        return told if isinstance(told, dict) and one.subject_id.isdecimal() and told["quorum"]["voters"] else None
    except (ValueError, KeyError, TypeError):
        return None


def _keys(references: Iterable[str]) -> frozenset[str]:
    return frozenset(one.removeprefix(_PERSON) for one in references)


def _asked(items: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Origin.objects.filter(item__in=items, request__removed_at=None)
    for item, person in rows.values_list("item", "request__requester"):
        found[item].add(person)
    return found


def _scored(kept: Iterable[tuple[Kept, dict[str, Any]]]) -> dict[int, set[int]]:
    """Give by decision who had scored its item before it was decided."""
    decided = {int(one.subject_id): one for one, _told_of in kept}
    found: dict[int, set[int]] = defaultdict(set)
    rows = Opinion.objects.filter(item__in=decided).order_by()
    for item, rater, at in rows.values_list("item", "rater", "at"):
        if at <= decided[item].at:
            found[decided[item].pk].add(rater)
    return found
