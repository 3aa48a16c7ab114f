"""Opinions of a round as the method reads them: corrected, spread, opposed; and habits told to one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouvernail.method.scoring import Assessment, Votes

POLARISED, RANGE, CAMPS = "polarised", "range", "camps"


@dataclass(frozen=True, kw_only=True)
class Vote:
    """One opinion with a level. `line` names what it is about: an item and, on value, an objective."""

    line: tuple[int, int]
    rater: int
    team: int
    level: int
    confidence: int  # 1 to 3


@dataclass(frozen=True, kw_only=True)
class TeamGap:
    """What one side gives more than the other, in levels, with its 90 % interval."""

    mean: float
    low: float
    high: float
    count: int

    @property
    def is_established(self) -> bool:
        """Tell whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, kw_only=True)
class LineResult:
    """What opinions say of one line.

    Attributes
    ----------
    corrected
        Corrected levels, by rater.
    low, high
        One time in ten the level is below, and one time in ten above.
    agreement
        Van der Eijk's A, -1 to 1; None below four opinions.
    camps
        The levels of two groups that are opposed, if there are.
    reasons
        Why it deserves a second turn: `polarised`, `range`, `camps`.
    """

    line: tuple[int, int]
    level: float
    low: float
    high: float
    corrected: dict[int, float]
    agreement: float | None
    camps: tuple[int, int] | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FilterResult:
    """What opinions say of one filter.

    Attributes
    ----------
    severity
        `corrected`, `small`, `unlinked` or `too_few`.
    shifts
        What was taken off the opinions of each rater, in levels.
    alpha, reliability
        Krippendorff's alpha and `reliable`, `tentative`, `weak`, `no_variance` or `too_few`.
    """

    lines: tuple[LineResult, ...]
    severity: str
    shifts: dict[int, float]
    alpha: float | None
    reliability: str


@dataclass(frozen=True, kw_only=True)
class Habit:
    """One habit of one rater, for that person alone: `halo`, `central` or `own_team`."""

    kind: str
    figure: float
    count: int


def result_of(votes: Sequence[Vote]) -> FilterResult:
    """Read the opinions of one filter."""
    lines = sorted({one.line for one in votes})
    raters = sorted({one.rater for one in votes})
    found = _assessed(votes, lines, raters)
    spread = found.distributions.spread()
    return FilterResult(
        lines=tuple(
            LineResult(
                line=line,
                level=float(found.levels[place]),
                low=float(spread[place, 0]),
                high=float(spread[place, 1]),
                corrected=_corrected(found, place, raters),
                agreement=_known(float(found.disagreement.agreements[place])),
                camps=_camps(found, place),
                reasons=_reasons(found, place),
            )
            for place, line in enumerate(lines)
        ),
        severity=str(found.severity.state.value),
        shifts={key: float(found.severity.shifts[at]) for at, key in enumerate(raters)},
        alpha=found.reliability.alpha,
        reliability=str(found.reliability.state.value),
    )


def gap_between(votes: Sequence[Vote], first: frozenset[int], second: frozenset[int]) -> TeamGap | None:
    """Compare the opinions of the teams of two sides, on the lines that both judged."""
    from gouvernail.method.scoring import gap

    chosen = [one for one in votes if one.team in first | second]
    if not chosen:
        return None
    lines, raters = sorted({one.line for one in chosen}), sorted({one.rater for one in chosen})
    side = {one.rater: 0 if one.team in first else 1 for one in chosen}
    found = gap(_votes(chosen, lines, raters), [side[key] for key in raters], 0, 1)
    return None if found is None else TeamGap(mean=found.mean, low=found.low, high=found.high, count=found.count)


def habits_of(
    rater: int, value: Sequence[Vote], complexity: Sequence[Vote], teams: dict[int, int]
) -> tuple[Habit, ...]:
    """Tell one person their habits, on all that they judged.

    Parameters
    ----------
    teams
        Team that asks for each item, by key of the item; absent where several or none do.
    """
    from gouvernail.method import scoring

    raters = sorted({one.rater for one in [*value, *complexity]})
    if rater not in raters:
        return ()
    own = raters.index(rater)
    found: list[scoring.Hint] = []
    for votes in (value, complexity):
        if not votes:
            continue
        lines = sorted({one.line for one in votes})
        cast = _votes(votes, lines, raters)
        team_of = {one.rater: one.team for one in votes}
        found += scoring.central_hints(cast)
        found += scoring.own_team_hints(
            cast,
            rater_teams=[team_of.get(key) or -1 for key in raters],
            item_teams=[teams.get(item, -1) for item, _objective in lines],
        )
    found += scoring.halo_hints(*_both(value, complexity, raters))
    mine = [one for one in found if one.rater == own]
    return tuple(Habit(kind=str(one.kind.value), figure=one.figure, count=one.count) for one in mine)


def _both(value: Sequence[Vote], complexity: Sequence[Vote], raters: list[int]) -> "tuple[Votes, Votes]":
    """Put both filters on the same items: on value, what an item brings to its first objective judged."""
    items = sorted({one.line[0] for one in [*value, *complexity]})
    lines = [(item, 0) for item in items]
    first: dict[tuple[int, int], Vote] = {}
    for one in value:
        key = (one.line[0], one.rater)
        if key not in first or one.line < first[key].line:
            first[key] = one
    flat = [
        Vote(line=(one.line[0], 0), rater=one.rater, team=one.team, level=one.level, confidence=one.confidence)
        for one in first.values()
    ]
    hard = [
        Vote(line=(one.line[0], 0), rater=one.rater, team=one.team, level=one.level, confidence=one.confidence)
        for one in complexity
    ]
    return _votes(flat, lines, raters), _votes(hard, lines, raters)


def _assessed(votes: Sequence[Vote], lines: list[tuple[int, int]], raters: list[int]) -> "Assessment":
    from gouvernail.method.scoring import assess

    return assess(_votes(votes, lines, raters))


def _votes(votes: Sequence[Vote], lines: list[tuple[int, int]], raters: list[int]) -> "Votes":
    from gouvernail.method import scoring

    at_line = {line: at for at, line in enumerate(lines)}
    at_rater = {key: at for at, key in enumerate(raters)}
    return scoring.votes(
        [at_line[one.line] for one in votes],
        [at_rater[one.rater] for one in votes],
        [float(one.level) for one in votes],
        [one.confidence - 1 for one in votes],
        item_count=len(lines),
        rater_count=len(raters),
    )


def _corrected(found: "Assessment", place: int, raters: list[int]) -> dict[int, float]:
    here = found.corrected.items == place
    pairs = zip(found.corrected.raters[here], found.corrected.levels[here], strict=True)
    return {raters[int(rater)]: float(level) for rater, level in pairs}


def _camps(found: "Assessment", place: int) -> tuple[int, int] | None:
    low, high = (int(level) for level in found.disagreement.camps[place])
    return None if low < 0 else (low, high)


def _reasons(found: "Assessment", place: int) -> tuple[str, ...]:
    from gouvernail.method.scoring import Reason

    names = {Reason.POLARISED: POLARISED, Reason.RANGE: RANGE, Reason.CAMPS: CAMPS}
    return tuple(names[one] for one in found.disagreement.why(place))


def _known(figure: float) -> float | None:
    return None if isnan(figure) else figure
