from typing import TYPE_CHECKING

from gouvernail.method.diagnosis.diagnosis import Symptom
from gouvernail.method.diagnosis.finding import Verdict
from gouvernail.method.diagnosis.symptoms.monthly import trend_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouvernail.method.diagnosis.facts import Facts
    from gouvernail.method.diagnosis.finding import Finding


def fading_enthusiasm(facts: "Facts", known: "Mapping[str, Finding]") -> Symptom:  # noqa: ARG001  # one shape for the four
    """Measure whether the business withdraws: the trend of its active people per month (indicator 16)."""
    active = known["active_business"]
    people = [value for _, value in active.series]
    direction, p = trend_of(active.series)
    return Symptom(
        "fading_enthusiasm",
        Verdict.NOT_ENOUGH_DATA,
        active.unit,
        value=active.value,
        low=active.low,
        high=active.high,
        n=active.n,
        trend=direction,
        p=p,
        series=active.series,
        details={"people": sum(people) / len(people) if people else 0.0},
    )
