"""Read the compass: what the CRM is for, how far each objective is, and what was said before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from gouvernail.strategy.models import Compass, Objective, Reading
from gouvernail.strategy.selectors.snapshots import Move, moves_between

_FRESH_DAYS = 45  # [choice] an older reading no longer says where an objective stands


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far an objective is on a day.

    Attributes
    ----------
    share
        Of the way from the starting value to the target, 0 to 1; None without both, or without a reading.
    expected
        Of the way that would have been done by now at a steady pace; None without both dates.
    """

    share: float | None
    expected: float | None
    last: Reading | None
    is_stale: bool

    @property
    def state(self) -> str:
        """Say it in a word: `reached`, `ahead`, `behind`, or nothing where nothing can be said."""
        if self.share is None:
            return ""
        if self.share >= 1:
            return "reached"
        if self.expected is None:
            return ""
        return "ahead" if self.share >= self.expected else "behind"

    @property
    def kind(self) -> str:
        """Give the colour of its bar."""
        return {"reached": "good", "ahead": "good", "behind": "warn"}.get(self.state, "")


@dataclass(frozen=True, kw_only=True)
class ObjectiveView:
    """One objective as the pages show it; `percent` is its share of the weights of the active ones."""

    objective: Objective
    percent: float
    progress: Progress
    readings: tuple[Reading, ...]


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the compass and what it changed."""

    compass: Compass
    moves: tuple[Move, ...]
    old_purpose: str
    old_excluded: str


def compass_now() -> Compass | None:
    """Give the present version, if anything was ever said."""
    return Compass.objects.select_related("author__user").order_by("-number").first()


def objectives_active() -> list[Objective]:
    """List the objectives that count, in order."""
    return list(Objective.objects.filter(is_active=True))


def objectives_seen(today: date, *, is_active: bool = True) -> list[ObjectiveView]:
    """List objectives with their share of the weights and their progress: two queries."""
    readings = Prefetch("readings", Reading.objects.filter(removed_at=None).order_by("on"))
    rows = Objective.objects.select_related("owner__user").prefetch_related(readings).filter(is_active=is_active)
    found = list(rows)
    total = sum(one.weight for one in found) or 1
    return [_view(one, total, today) for one in found]


def objective_seen(objective: Objective, today: date) -> ObjectiveView:
    """Show one objective."""
    total = sum(Objective.objects.filter(is_active=True).values_list("weight", flat=True)) or 1
    return _view(objective, total, today)


def versions_seen() -> list[Version]:
    """List the versions with what each changed, the present one first."""
    rows = list(Compass.objects.select_related("author__user").order_by("-number"))
    pairs = zip(rows, [*rows[1:], None], strict=True)
    return [
        Version(
            compass=new,
            moves=tuple(moves_between(old, new)),
            old_purpose=old.purpose if old and old.purpose != new.purpose else "",
            old_excluded=old.excluded if old and old.excluded != new.excluded else "",
        )
        for new, old in pairs
    ]


def _view(objective: Objective, total: int, today: date) -> ObjectiveView:
    readings = tuple(one for one in objective.readings.all() if one.removed_at is None)
    percent = 100 * objective.weight / total if objective.is_active else 0.0
    return ObjectiveView(
        objective=objective, percent=percent, progress=progress_of(objective, readings, today), readings=readings
    )


def progress_of(objective: Objective, readings: tuple[Reading, ...], today: date) -> Progress:
    """Say how far an objective is, from its last reading.

    The share of the way is `(last - baseline) / (target - baseline)`: it reads the same whichever way is better.
    """
    last = max(readings, key=lambda one: one.on, default=None)
    share = None
    if last is not None and objective.baseline is not None and objective.target is not None:
        way = objective.target - objective.baseline
        share = float((last.value - objective.baseline) / way) if way else None
    return Progress(
        share=share,
        expected=_expected(objective, today),
        last=last,
        is_stale=last is not None and (today - last.on).days > _FRESH_DAYS,
    )


def _expected(objective: Objective, today: date) -> float | None:
    if objective.baseline_on is None or objective.target_on is None or objective.target_on <= objective.baseline_on:
        return None
    done = Decimal((today - objective.baseline_on).days) / Decimal((objective.target_on - objective.baseline_on).days)
    return float(max(Decimal(0), min(Decimal(1), done)))
