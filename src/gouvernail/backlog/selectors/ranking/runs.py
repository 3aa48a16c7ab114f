"""Find rankings: the last one, whether it still holds, those before it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Q

from gouvernail.backlog.bridge.ranking.inputs import Inputs, unpacked
from gouvernail.backlog.bridge.ranking.pairs import weight_shares
from gouvernail.backlog.bridge.ranking.ranks import Place, Ranked, place_of, read_again
from gouvernail.backlog.models import Ranking, Rules
from gouvernail.backlog.selectors.assessments.freshness import UNIT
from gouvernail.decisions.models import Change

RESTS_ON = (  # what the trail calls the subjects whose changes may move a rank
    "backlog.item",
    "backlog.request",
    "backlog.voice",
    "backlog.round",
    "backlog.opinion",
    "backlog.evidence",
    "backlog.attachment",
    "backlog.rules",
    "backlog.anchor",
    "strategy.objective",
    "strategy.compass",
)
_IDLE = (
    "title",
    "text",
    "owner",
    "data_object",
    "teams",
    "efforts",
    "needs",
    "links",
    "verdict",
    "review_on",
    "reverses",
    "seal",
)  # of an item: they move no rank
_MARGIN = timedelta(seconds=10)  # a change may be told of in a transaction that ends after the inputs were read
_HISTORY = 30


@dataclass(frozen=True, kw_only=True)
class Past:
    """Where an item stood in one run."""

    ranking: Ranking
    rank: Place


def rules_before() -> list[Rules]:
    """List the rules, those that count now first."""
    return list(Rules.objects.select_related("author__user").order_by("-at", "-pk")[:50])


def weights_of(rules: Rules) -> tuple[int, int, int]:
    """Give the weights of value, urgency and complexity in hundredths of their sum."""
    given = (float(rules.value_weight), float(rules.urgency_weight), float(rules.complexity_weight))
    if not any(given):
        return 0, 0, 0
    value, urgency, complexity = (round(100 * share) for share in weight_shares(given))
    return value, urgency, complexity


def ranking_now() -> Ranking | None:
    """Give the last ranking, without what it was computed from."""
    return Ranking.objects.defer("inputs", "results").select_related("rules", "job").order_by("-at", "-pk").first()


def is_stale(ranking: Ranking | None, day: date) -> bool:
    """Tell whether something that ranks rest on may have changed since they were computed: one query at most."""
    if ranking is None or ranking.day != day:
        return True
    since = ranking.checked_at - _MARGIN
    rests_on = Q(subject_type__in=RESTS_ON) | Q(subject_type="workspaces.workspace", field__in=UNIT)
    moved = Change.objects.filter(rests_on, at__gt=since).exclude(verb="scale_reword")
    return moved.exclude(subject_type="backlog.item", field__in=_IDLE).exists()


def rankings_before() -> list[Ranking]:
    """List the runs, the last one first."""
    rows = Ranking.objects.defer("inputs", "results").select_related("rules", "actor__user")
    return list(rows.order_by("-at", "-pk")[:200])


def ranking_get(key: int) -> Ranking | None:
    """Find a run of the scope's workspace."""
    return Ranking.objects.select_related("rules").filter(pk=key).first()


def ranks_of(ranking: Ranking) -> Ranked | None:
    """Read the ranks of a run; a run never changes, so that what was read is read once."""
    return _ranks(ranking.pk, ranking.at)


def inputs_of(ranking: Ranking) -> Inputs | None:
    """Read what a run was computed from."""
    return unpacked(bytes(ranking.inputs))


def history_of(item: int) -> list[Past]:
    """Tell where an item stood, in the last runs, the first one first."""
    found: list[Past] = []
    for ranking in reversed(Ranking.objects.defer("inputs").order_by("-at", "-pk")[:_HISTORY]):
        rank = place_of(item, bytes(ranking.results))
        if rank is not None:
            found.append(Past(ranking=ranking, rank=rank))
    return found


@lru_cache(maxsize=8)  # some megabytes of plain values; a key of the database never comes back with another content
def _ranks(key: int, _at: datetime) -> Ranked | None:
    content = Ranking.objects.filter(pk=key).values_list("results", flat=True).first()
    return None if content is None else read_again(bytes(content))
