"""The urgency that counts of every item: what is claimed, what is proved, the same few queries whatever the number."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from gouvernail.backlog.bridge.ranking.inputs import Urgent
from gouvernail.backlog.bridge.urgency import Claim, Proved, TeamShift, Verified, counted_on, proved_by, shifts_from
from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.choices.urgency import Grade, Verdict
from gouvernail.backlog.models import Evidence, Item, Origin, Rules, Voice


def urgencies_counted(rules: Rules, today: date, items: Iterable[int]) -> list[Urgent]:
    """Give what counts of the urgency of items, in their order, in the scope's workspace."""
    keys = list(items)
    claims = claims_of(keys)
    proofs = proofs_on(rules, today, keys)
    shifts, is_available = shifts_on(rules)
    strongest = [(key, max(claims.get(key, ()), key=lambda one: one.level, default=None)) for key in keys]
    return counted_on(proofs, strongest, shifts=shifts if is_available else [], caps=rules.caps_unproved)


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
    found: dict[int, list[Claim]] = defaultdict(list)
    own = Item.objects.filter(claimed_urgency__isnull=False).values_list("pk", "claimed_urgency", "claimed_by")
    for item, level, team in own:
        found[item].append(Claim(item=item, level=float(level or 0), team=team or 0))
    asked: dict[int, list[int]] = defaultdict(list)
    origins = Origin.objects.filter(request__removed_at=None).exclude(request__state=RequestState.DECLINED)
    columns = ("item", "request", "request__claimed_urgency", "request__team")
    for item, request, level, team in origins.order_by("pk").values_list(*columns):
        asked[request].append(item)
        if level is not None:
            found[item].append(Claim(item=item, level=float(level), team=team or 0))
    voices = Voice.objects.filter(claimed_urgency__isnull=False, request__removed_at=None)
    for request, level, team in voices.order_by("pk").values_list("request", "claimed_urgency", "team"):
        for item in asked.get(request, ()):
            found[item].append(Claim(item=item, level=float(level or 0), team=team or 0))
    return {item: claims for item, claims in found.items() if item in keys}


def shifts_on(rules: Rules) -> tuple[list[TeamShift], bool]:
    """Learn what each team usually adds, from the claims whose evidence was verified."""
    return shifts_from(verified_claims(rules))


def verified_claims(rules: Rules) -> list[Verified]:
    """Set each team's highest claim on an item beside what a second person confirmed of it, as of that day."""
    rows = Evidence.objects.filter(removed_at=None, grade=Grade.VERIFIED, verified_at__isnull=False).order_by(
        "at", "pk"
    )
    best: dict[int, float] = {}
    for row in rows:
        on = row.verified_at.date() if row.verified_at else row.at.date()
        level = proved_by([row], on, lead_weeks=float(rules.lead_weeks)).level
        if level is not None:
            best[row.item_id] = max(level, best.get(row.item_id, 0.0))
    said: dict[tuple[int, int], float] = {}
    for item, claims in claims_of(best).items():
        for one in claims:
            if one.team:
                said[item, one.team] = max(one.level, said.get((item, one.team), 0.0))
    return [
        Verified(item=item, team=team, claimed=level, proved=best[item]) for (item, team), level in sorted(said.items())
    ]
