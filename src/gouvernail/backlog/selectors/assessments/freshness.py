"""Which items nobody judged yet, and whose opinions are too old: what the next round should ask about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Max, Q

from gouvernail.backlog.choices.assessments import Filter, RoundState
from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.models import Anchor, Item, Opinion, Ranking, Round, Rules
from gouvernail.backlog.selectors.assessments.scales import SCORED
from gouvernail.decisions.models import Change
from gouvernail.strategy.models import Compass

ASKED = frozenset({RoundState.OPEN, RoundState.SECOND})
UNIT = ("value_unit", "currency")  # of the workspace: what its usual words of the value are counted in
_MONEYED = frozenset(
    f"level_{level}" for level in range(1, 6)
)  # whose usual words say an amount, as the trail has them


@dataclass(frozen=True, kw_only=True)
class ToJudge:
    """One item to ask about, and why: `never`, `compass`, `scale` or `old`."""

    item: Item
    reason: str


def to_judge(rules: Rules, today: date) -> list[ToJudge]:
    """List the items that wait for opinions and are in no open round, those never judged first."""
    busy = Round.objects.filter(state__in=ASKED).values("items")
    rows = Item.objects.filter(removed_at=None, state__in=RANKED, objective__is_active=True).exclude(pk__in=busy)
    oldest = today - timedelta(days=rules.opinion_days)
    changed, outdated = aimed_anew(), judged_on_another_scale()
    found = []
    for item in rows.select_related("objective").order_by("number"):
        judged_on = item.assessed_at.date() if item.assessed_at else None
        changed_on = changed.get(item.objective_id or 0)
        if judged_on is None:
            found.append(ToJudge(item=item, reason="never"))
        elif changed_on is not None and item.assessed_at is not None and item.assessed_at < changed_on:
            found.append(ToJudge(item=item, reason="compass"))
        elif item.pk in outdated:
            found.append(ToJudge(item=item, reason="scale"))
        elif judged_on < oldest:
            found.append(ToJudge(item=item, reason="old"))
    order = {"never": 0, "compass": 1, "scale": 2, "old": 3}
    return sorted(found, key=lambda one: (order[one.reason], one.item.number))


def scaled_anew() -> dict[str, datetime]:
    """Give the moment when what the levels of a filter mean last changed, by filter; absent where it never did.

    [choice] A level given under other words means something else: it does not count any more. Whoever only words the
    same meaning better says so (`scale_reword`), and opinions stay. The usual words of the value say its unit: they
    change with it, as long as the workspace wrote none of its own instead.
    """
    acts = Q(verb__in=("scale_edit", "scale_reword")) | Q(field__in=UNIT)
    rows = Change.objects.filter(acts, subject_type__in=("backlog.anchor", "workspaces.workspace"))
    # sorted here: asked in order of time, SQLite reads the whole trail for these few rows
    told = sorted(rows.order_by().values_list("at", "pk", "subject_type", "subject_id", "verb", "field"))
    if not told:
        return {}
    anchors = {str(key): name for key, name in Anchor.objects.values_list("pk", "filter")}
    own: set[str] = set()  # moneyed levels whose words were the workspace's at that moment
    found: dict[str, datetime] = {}
    for at, _key, kind, subject, verb, field in told:
        if kind == "backlog.anchor":
            name = anchors.get(subject, "")
            if name == Filter.VALUE and field in _MONEYED:
                own.add(field)
            if verb == "scale_edit" and name in SCORED:
                found[name] = at
        elif len(own) < len(_MONEYED):
            found[Filter.VALUE] = at
    return found


def judged_on_another_scale() -> set[int]:
    """Give the keys of the items of which all the opinions on a filter were given before its scale changed."""
    return {item for item, _name in _outdated(scaled_anew())}


def _outdated(changed: dict[str, datetime]) -> set[tuple[int, str]]:
    if not changed:
        return set()
    rows = Opinion.objects.filter(filter__in=changed, item__isnull=False).exclude(round__state=RoundState.CANCELLED)
    last = rows.order_by().values_list("item", "filter").annotate(last=Max("at"))
    return {(item, name) for item, name, at in last if item is not None and at < changed[name]}


@dataclass(frozen=True, kw_only=True)
class ScaleChanged:
    """A scale that changed since some opinions were given: when, why, and how many items wait for new ones."""

    filter: Filter
    at: datetime
    reason: str
    items: int


def scales_changed(ranking: Ranking | None) -> tuple[ScaleChanged, ...]:
    """Say which scales changed since ranked items were judged on them; nothing once they were judged again.

    Opinions that count anew give another ranking: what was read for one holds as long as it does.
    """
    return () if ranking is None else _changed_for(ranking.pk, ranking.at)


@lru_cache(
    maxsize=512
)  # some words for each workspace that is read; a key of the database never comes back with another moment
def _changed_for(_ranking: int, _at: datetime) -> tuple[ScaleChanged, ...]:
    changed = scaled_anew()
    outdated = _outdated(changed)
    if not outdated:
        return ()
    ranked = set(
        Item.objects.filter(removed_at=None, state__in=RANKED, objective__is_active=True).values_list("pk", flat=True)
    )
    rows = Change.objects.filter(verb="scale_edit", at__in=changed.values()).values_list("at", "reason")
    reasons = dict(rows)
    counts = {name: len({item for item, own in outdated if own == name} & ranked) for name in changed}
    return tuple(
        ScaleChanged(filter=Filter(name), at=at, reason=reasons.get(at, ""), items=counts[name])
        for name, at in changed.items()
        if counts[name]
    )


def aimed_anew() -> dict[int, datetime]:
    """Give the moment when what an objective says last changed in the compass: its words or its measure.

    [choice] A new weight changes what a level counts for, not what an item brings to the objective.
    """
    found: dict[int, datetime] = {}
    before: dict[int, tuple[object, ...]] = {}
    for one in Compass.objects.order_by("number"):
        for row in one.objectives:
            said = (row["label"], row["measure"], row["unit"], row["direction"])
            if row["pk"] in before and before[row["pk"]] != said:
                found[row["pk"]] = one.at
            before[row["pk"]] = said
    return found
