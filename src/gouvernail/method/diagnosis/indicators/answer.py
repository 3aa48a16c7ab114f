"""From a figure to a finding: the part that all 36 indicators share."""

from abc import abstractmethod
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.estimates import proportion, quantile, ratio, survival_median
from gouvernail.method.diagnosis.finding import Finding, Verdict
from gouvernail.method.diagnosis.indicator import Indicator
from gouvernail.method.diagnosis.indicators.evidence import Rows
from gouvernail.method.diagnosis.verdict import UNKNOWN, verdict_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouvernail.method.diagnosis.estimates import Estimate
    from gouvernail.method.diagnosis.estimates.arrays import Floats
    from gouvernail.method.diagnosis.facts import Facts


@dataclass(frozen=True)
class Answer:
    """What an indicator found, before it becomes a finding (`Finding` says what each part is).

    `threshold` is the one that was judged by, where the history makes it differ from that of the settings.
    """

    estimate: "Estimate"
    rows: Rows | pl.DataFrame = field(default_factory=pl.DataFrame)
    details: "Mapping[str, float]" = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    series: tuple[tuple[str, float], ...] = ()
    threshold: float | None = None


@dataclass(frozen=True)
class Missing:
    """What the history would have to carry for the indicator to be computed."""

    columns: tuple[str, ...]
    caveats: tuple[str, ...] = ()


class Measure(Indicator):
    """An indicator that answers with a figure, or says what it misses."""

    @abstractmethod
    def answer(self, facts: "Facts") -> Answer | Missing:
        """Compute the figure and its evidence, or say which data it would need."""

    def measure(self, facts: "Facts") -> Finding:
        """Say what the history says; never raises for want of data (that is a verdict)."""
        answer = self.answer(facts)
        return self._unrecorded(facts, answer) if isinstance(answer, Missing) else self._found(facts, answer)

    def parameter(self, facts: "Facts", name: str) -> float:
        """Give a parameter of the formula, as the settings have it."""
        return facts.threshold(self.id).parameter(name)

    def share(self, facts: "Facts", hits: int, of: int) -> "Estimate":
        """Estimate a share against the red threshold in force."""
        red = facts.threshold(self.id)
        return proportion(hits, of, threshold=red.value, beyond=self.beyond, minimum=red.minimum)

    def middle(self, facts: "Facts", values: "Floats", level: float = 0.5) -> "Estimate":
        """Estimate a median, or another quantile, against the red threshold in force."""
        red = facts.threshold(self.id)
        return quantile(values, level, threshold=red.value, beyond=self.beyond, minimum=red.minimum)

    def quotient(self, facts: "Facts", numerators: pl.Series, denominators: pl.Series) -> "Estimate":
        """Estimate a ratio of two sums against the red threshold in force."""
        red = facts.threshold(self.id)
        return ratio(
            numerators.to_numpy(),
            denominators.to_numpy(),
            threshold=red.value,
            beyond=self.beyond,
            rng=facts.rng_of(self.number),
            minimum=red.minimum,
        )

    def wait(self, facts: "Facts", days: pl.Series, over: pl.Series, *, threshold: float | None = None) -> "Estimate":
        """Estimate a median wait, of which some are not over, against a threshold, by default the red one in force."""
        red = facts.threshold(self.id)
        limit = red.value if threshold is None else threshold
        return survival_median(
            days.to_numpy(), over.to_numpy(), threshold=limit, beyond=self.beyond, minimum=red.minimum
        )

    def _found(self, facts: "Facts", answer: Answer) -> Finding:
        estimate, most_q = answer.estimate, facts.threshold(self.id).most_q
        rows = answer.rows if isinstance(answer.rows, Rows) else Rows(answer.rows)
        q = min(max(estimate.q, 1 - most_q), most_q)
        bare = self._finding(facts, verdict_of(q), (*answer.caveats, *estimate.caveats))
        return replace(
            bare,
            threshold=bare.threshold if answer.threshold is None else answer.threshold,
            q=q,
            value=estimate.value,
            low=estimate.low,
            high=estimate.high,
            n=estimate.n,
            needs=estimate.needs,
            rows=rows.shown,
            rows_left=rows.left,
            details=answer.details,
            series=answer.series,
        )

    def _unrecorded(self, facts: "Facts", answer: Missing) -> Finding:
        return replace(self._finding(facts, Verdict.NOT_RECORDED, answer.caveats), missing=answer.columns)

    def _finding(self, facts: "Facts", verdict: Verdict, caveats: tuple[str, ...]) -> Finding:
        """Give what every finding of this indicator carries, whatever it found."""
        red = facts.threshold(self.id)
        return Finding(
            id=self.id,
            number=self.number,
            verdict=verdict,
            unit=self.unit,
            threshold=red.value,
            beyond=self.beyond,
            source=red.source,
            q=UNKNOWN,
            sources=self.sources,
            caveats=caveats,
        )


class Unrecorded(Measure):
    """An indicator that no history of the shape can carry: it waits for what the product itself records."""

    needs: tuple[str, ...]

    def answer(self, facts: "Facts") -> Missing:  # noqa: ARG002  # the history cannot matter here
        """Name what is missing."""
        return Missing(self.needs)


def absent(facts: "Facts", *columns: str) -> tuple[str, ...]:
    """Give the columns, written `"items.due_on"`, that no row of the history carries."""
    return tuple(column for column in columns if not facts.has(column))


def nothing_started(facts: "Facts") -> tuple[str, ...]:
    """Name the column of starts when no item has one."""
    return () if facts.started.height else ("items.started_at",)
