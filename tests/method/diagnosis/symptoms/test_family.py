"""Which indicator of its family gives a symptom its verdict."""

from datetime import datetime

import numpy as np
import pytest

from gouvernail.method.diagnosis import Finding, Verdict, settings
from gouvernail.method.diagnosis.facts import Facts
from gouvernail.method.diagnosis.symptoms import symptoms_of
from gouvernail.method.diagnosis.verdict import verdict_of
from gouvernail.method.history import History

SETTINGS = settings.load()


def _finding(indicator: str, q: float | None) -> Finding:
    red = SETTINGS.threshold(indicator)
    return Finding(
        id=indicator,
        number=red.number,
        verdict=Verdict.NOT_RECORDED if q is None else verdict_of(q),
        unit="share",
        threshold=red.value,
        beyond=red.beyond,
        source=red.source,
        q=0.5 if q is None else q,
        missing=(f"items.{indicator}",) if q is None else (),
    )


def _verdict(active: float | None, retention: float | None) -> tuple[Verdict, tuple[str, ...]]:
    said = {"active_business": active, "business_retention": retention}
    findings = [_finding(one, said.get(one)) for one in SETTINGS.thresholds]
    facts = Facts(History.of(), datetime(2025, 1, 1), SETTINGS, np.random.default_rng(0))
    symptom = next(one for one in symptoms_of(facts, findings) if one.id == "fading_enthusiasm")
    return symptom.verdict, symptom.missing


@pytest.mark.parametrize(
    ("active", "retention", "verdict"),
    [
        (0.92, 0.0, Verdict.ESTABLISHED),  # the figure shown is settled: it is not contradicted by a louder one
        (0.05, 1.0, Verdict.EXCLUDED),
        (0.7, 0.02, Verdict.EXCLUDED),  # the first one hesitates: the loudest speaks
        (0.7, 0.6, Verdict.NOT_ENOUGH_DATA),
        (None, 0.95, Verdict.ESTABLISHED),
        (0.5, None, Verdict.NOT_ENOUGH_DATA),
        (None, None, Verdict.NOT_RECORDED),
    ],
)
def test_who_speaks(active: float | None, retention: float | None, verdict: Verdict) -> None:
    assert _verdict(active, retention)[0] is verdict


def test_what_is_missing_is_named_when_nobody_speaks() -> None:
    assert _verdict(None, None)[1] == ("items.active_business", "items.business_retention", "items.ceremonies")
    assert _verdict(0.95, None)[1] == ()
