from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import polars as pl

from gouvernail.method.diagnosis.finding import Finding, Unit, Verdict

SymptomId = Literal["late_deliveries", "no_visible_benefit", "shifting_priorities", "fading_enthusiasm"]

Trend = Literal["rising", "falling", "stable", "unknown"]


@dataclass(frozen=True)
class Symptom:
    """One of the four sentences of the article, measured.

    `findings` are the ids of the indicators it stands on; `details` feed its sentence; `p` is that of the trend test
    (None when there are too few months); `missing` are the columns that the history would need when nothing can be
    said; `voice` is the indicator that the verdict was read from, None when none says anything.

    `by_release`: nothing is announced for a date, only for a release or a batch. Lateness is then no number of days but
    the share of the commitments that were moved to a later release, and `details` hold the `threshold` it is judged by.
    """

    id: SymptomId
    verdict: Verdict
    unit: Unit
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    trend: Trend = "unknown"
    p: float | None = None
    series: tuple[tuple[str, float], ...] = ()
    details: dict[str, float] | None = None
    findings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    voice: str | None = None
    by_release: bool = False


@dataclass(frozen=True)
class Contribution:
    """How much one finding moves one cause: posterior minus the posterior without that finding.

    `direct` when the cause would show itself in the finding. An indirect one acts through another cause: its absence
    clears a rival (for), or its presence is better explained by a rival (against).
    """

    indicator: str  # id of the Finding
    weight: float  # > 0 for, < 0 against
    direct: bool = True


@dataclass(frozen=True)
class Cause:
    """One of the twelve causes with its posterior and what it rests on.

    Attributes
    ----------
    low, high
        P5 and P95 of the posterior over 500 draws of the parameters.
    first_share, top3_share
        Share of these draws in which the cause comes first, and among the first three.
    strength
        `probable` from .7, `possible` from .4, `weak` below.
    named
        At least two findings from at least two kinds of data support it; otherwise it is a hypothesis.
    supporting, opposing
        Contributions for (three are shown) and against (two are shown): direct ones first, each kind heaviest first.
    lever, exit_indicator, exit_threshold, exit_beyond
        The lever of the seed and the measure that says that it worked.
    relief
        What the cause explains of each symptom: P(symptom's finding) now minus P when the cause is set to 0.
    """

    id: str
    posterior: float
    low: float
    high: float
    first_share: float
    top3_share: float
    strength: Literal["probable", "possible", "weak"]
    named: bool
    supporting: tuple[Contribution, ...]
    opposing: tuple[Contribution, ...]
    lever: str
    exit_indicators: tuple[tuple[str, str, float], ...]  # (indicator id, "above" | "below", value to reach)
    relief: dict[str, float]


PromiseFate = Literal[
    "in_period", "early", "late", "dropped_with_reason", "dropped_silently", "open", "open_overdue", "unknown"
]


@dataclass(frozen=True)
class Promises:
    """Of what was announced on one day, what became of it by another.

    `counts` holds one number a fate, and they sum to `announced`. The two figures of lateness are those of the late
    ones, in days after the last day of the announced period. `until` is the day they were really seen: for a pile of
    dated versions, the last version at most.

    `already_over` items were open on the day with a period that was over by then: they are not among the announced.

    `rows` has one row an announced item:

    - `key`, `title`, `announced` (the period or release in force on the day), `basis` (the field that said so:
      `due_on`, `due_on:public_preview`, `horizon`...), `fate` (a `PromiseFate`);
    - `arrived_on` (Date); `arrived_after` (Date) when the arrival was only seen between two versions: still open then;
    - `days_late` (Int): what is certain, from the last day of the period; negative when early (from its first day); for
      `open_overdue` so far; null when nothing is dated. `days_late_most`: the most that the interval allows;
    - `moves` (how often it was moved after the announcement), `last_announced`, `releases_late` (for releases, how many
      later than announced, in their natural order), `reason` (the word with which it was dropped);
    - `reopened` (it arrived, and was open again later).

    `caveats` are codes of what weakens the table: `announced_not_tracked`, `state_not_tracked`,
    `release_dates_not_tracked`, `arrivals_between_versions`, `reasons_not_recorded`,
    `not_seen_any_more`.
    """

    as_of: datetime
    until: datetime
    announced: int
    counts: dict[str, int]
    median_days_late: float | None
    p80_days_late: float | None
    rows: pl.DataFrame
    caveats: tuple[str, ...] = ()
    already_over: int = 0


@dataclass(frozen=True)
class Diagnosis:
    """Everything that can be said of one history, before any word of any language."""

    today: datetime
    since: datetime | None
    until: datetime | None
    items: int
    changes: int
    touches: int
    people: int
    symptoms: tuple[Symptom, ...]
    findings: tuple[Finding, ...]  # in the order of their numbers, one for each indicator
    causes: tuple[Cause, ...]  # heaviest first
    promises: Promises | None
