from typing import TYPE_CHECKING

from gouvernail.method.diagnosis.diagnosis import Symptom
from gouvernail.method.diagnosis.finding import Verdict
from gouvernail.method.diagnosis.symptoms.monthly import trend_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouvernail.method.diagnosis.facts import Facts
    from gouvernail.method.diagnosis.finding import Finding


def no_visible_benefit(facts: "Facts", known: "Mapping[str, Finding]") -> Symptom:  # noqa: ARG001  # one shape for the four
    """Measure how much of the benefit shows: the share of deliveries whose outcome was measured (indicator 9)."""
    measured = known["outcome_measured"]
    direction, p = trend_of(measured.series)
    return Symptom(
        "no_visible_benefit",
        Verdict.NOT_ENOUGH_DATA,
        measured.unit,
        value=measured.value,
        low=measured.low,
        high=measured.high,
        n=measured.n,
        trend=direction,
        p=p,
        series=measured.series,
        details={"measured": round((measured.value or 0.0) * measured.n)},
    )
