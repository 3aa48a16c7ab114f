"""The urgency that counts of every item: what is claimed, what is proved, the same few queries whatever the number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gouvernail.backlog.bridge.ranking.inputs import Urgent
from gouvernail.backlog.bridge.urgency import Claim, Proved, Verified, counted_on, proved_by, shifts_from
from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.choices.urgency import Grade, Verdict
from gouvernail.backlog.models import Evidence, Item, Origin, Rules, Voice

_FEW = 100  # keys that a database takes in one condition without a second thought


@dataclass(frozen=True, kw_only=True)
class Known:
    """What urgencies rest on, read once: what is claimed and proved of each item, and what was verified of claims."""

    claims: dict[int, list[Claim]]
    proofs: dict[int, Proved]
    verified: list[Verified]

    def counted(self, rules: Rules, items: Iterable[int]) -> list[Urgent]:
        """Give what counts of the urgency of items, in their order."""
        shifts, is_available = shifts_from(self.verified)
        strongest = [(key, max(self.claims.get(key, ()), key=lambda one: one.level, default=None)) for key in items]
        return counted_on(self.proofs, strongest, shifts=shifts if is_available else [], caps=rules.caps_unproved)


def known_of(rules: Rules, today: date, items: Iterable[int]) -> Known:
    """Read what the urgencies of items rest on: claims once, whatever they are read for, and evidences twice."""
    keys = list(items)
    best = _verified_levels(rules)
    claims = claims_of({*keys, *best})
    return Known(claims=claims, proofs=proofs_on(rules, today, keys), verified=_verified(best, claims))


def urgencies_counted(rules: Rules, today: date, items: Iterable[int]) -> list[Urgent]:
    """Give what counts of the urgency of items, in their order, in the scope's workspace."""
    keys = list(items)
    return known_of(rules, today, keys).counted(rules, keys)


def proofs_on(rules: Rules, today: date, items: Iterable[int] | None = None) -> dict[int, Proved]:
    """Read the evidences of items on a day; those without any are absent. Without `items`, those of all."""
    rows = Evidence.objects.filter(removed_at=None).exclude(verdict=Verdict.REFUTED).order_by("at", "pk")
    if items is not None:
        wanted = set(items)
        rows = rows.filter(item__in=wanted) if len(wanted) == 1 else rows
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return {item: proved_by(own, today, lead_weeks=float(rules.lead_weeks)) for item, own in found.items()}


def claims_of(items: Iterable[int]) -> dict[int, list[Claim]]:
    """Gather what is claimed: by the item itself, by its requests, by the voices behind them.

    [choice] A request that was declined claims nothing any more. Of the claims of an item the highest counts: it is
    the one that its proof has to meet.
    """
    keys = set(items)
    if not keys:
        return {}
    found: dict[int, list[Claim]] = defaultdict(list)
    stated = Item.objects.filter(claimed_urgency__isnull=False)
    origins = Origin.objects.filter(request__removed_at=None).exclude(request__state=RequestState.DECLINED)
    voices = Voice.objects.filter(claimed_urgency__isnull=False, request__removed_at=None)
    if len(keys) <= _FEW:  # a page of one item reads neither the claims nor the voices of a whole workspace
        stated, origins = stated.filter(pk__in=keys), origins.filter(item__in=keys)
        voices = voices.filter(request__in=origins.values("request"))
    for item, level, team in stated.values_list("pk", "claimed_urgency", "claimed_by"):
        found[item].append(Claim(item=item, level=float(level or 0), team=team or 0))
    asked: dict[int, list[int]] = defaultdict(list)
    columns = ("item", "request", "request__claimed_urgency", "request__team")
    for item, request, level, team in origins.order_by("pk").values_list(*columns):
        asked[request].append(item)
        if level is not None:
            found[item].append(Claim(item=item, level=float(level), team=team or 0))
    for request, level, team in voices.order_by("pk").values_list("request", "claimed_urgency", "team"):
        for item in asked.get(request, ()):
            found[item].append(Claim(item=item, level=float(level or 0), team=team or 0))
    return {item: claims for item, claims in found.items() if item in keys}


def verified_claims(rules: Rules) -> list[Verified]:
    """Set each team's highest claim on an item beside what a second person confirmed of it, as of that day."""
    best = _verified_levels(rules)
    return _verified(best, claims_of(best))


def _verified_levels(rules: Rules) -> dict[int, float]:
    """Give the level that a second person confirmed of each item, as of that day."""
    rows = Evidence.objects.filter(removed_at=None, grade=Grade.VERIFIED, verified_at__isnull=False).order_by(
        "at", "pk"
    )
    best: dict[int, float] = {}
    for row in rows:
        on = row.verified_at.date() if row.verified_at else row.at.date()
        level = proved_by([row], on, lead_weeks=float(rules.lead_weeks)).level
        if level is not None:
            best[row.item_id] = max(level, best.get(row.item_id, 0.0))
    return best


def _verified(best: dict[int, float], claimed: dict[int, list[Claim]]) -> list[Verified]:
    """Set each team's highest claim on an item beside what was confirmed of it."""
    said: dict[tuple[int, int], float] = {}
    for item in best:
        for one in claimed.get(item, ()):
            if one.team:
                said[item, one.team] = max(one.level, said.get((item, one.team), 0.0))
    return [
        Verified(item=item, team=team, claimed=level, proved=best[item]) for (item, team), level in sorted(said.items())
    ]
