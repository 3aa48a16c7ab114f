"""What people think of one item, for its page: only what was revealed."""

from dataclasses import dataclass

from django.utils import timezone

from gouvernail.backlog.bridge.assessments import Vote, result_of
from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.models import Item, Opinion, Round
from gouvernail.backlog.selectors.assessments.freshness import scaled_anew
from gouvernail.backlog.selectors.assessments.results import REVEALED
from gouvernail.backlog.selectors.assessments.sheet import OPEN
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member


@dataclass(frozen=True, kw_only=True)
class OpinionLine:
    """The last revealed opinions on one filter, for one objective on value."""

    label: str
    objective: Objective | None
    said: tuple[Opinion, ...]
    is_opposed: bool


@dataclass(frozen=True, kw_only=True)
class ItemOpinions:
    """The opinions on one item."""

    lines: tuple[OpinionLine, ...]
    is_asked: bool
    again: str  # why it is to be judged again: `old`, `scale`, or nothing

    def __bool__(self) -> bool:
        """Tell whether there is something to show; an item that nobody judged says so."""
        return True


def opinions_panel(item: Item, reader: Member) -> ItemOpinions:
    """Give the last revealed opinion of each rater; what a second turn still hides stays hidden."""
    rows = Opinion.objects.filter(item=item, round__state__in=REVEALED)
    rows = rows.exclude(round__state="second", turn=2).select_related("rater__user", "objective").order_by("at", "turn")
    last = {(row.filter, row.objective_id, row.rater_id): row for row in rows}
    grouped: dict[tuple[str, int], list[Opinion]] = {}
    for row in last.values():
        grouped.setdefault((row.filter, row.objective_id or 0), []).append(row)
    rules = rules_now(reader.workspace)
    age = (timezone.now() - item.assessed_at).days if item.assessed_at else 0
    changed = scaled_anew()
    outdated = any(
        max(row.at for row in own) < changed[name] for (name, _key), own in grouped.items() if name in changed
    )
    return ItemOpinions(
        lines=tuple(
            _line(Filter(name), grouped[name, key])
            for name, key in sorted(grouped, key=lambda one: (one[0] != "value", one))
        ),
        is_asked=Round.objects.filter(items=item, state__in=OPEN).exists(),
        again="scale" if outdated else "old" if age > rules.opinion_days else "",
    )


def _line(name: Filter, rows: list[Opinion]) -> OpinionLine:
    votes = [
        Vote(
            line=(row.item_id or 0, row.objective_id or 0),
            rater=row.rater_id,
            team=row.team_id or 0,
            level=row.level,
            confidence=row.confidence,
        )
        for row in rows
        if row.level is not None
    ]
    ordered = sorted(rows, key=lambda row: (-(row.level if row.level is not None else -1), str(row.rater)))
    return OpinionLine(
        label=str(name.label),
        objective=rows[0].objective,
        said=tuple(ordered),
        is_opposed=bool(votes) and any(line.reasons for line in result_of(votes).lines),
    )
