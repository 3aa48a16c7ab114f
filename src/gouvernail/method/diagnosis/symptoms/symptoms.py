from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gouvernail.method.diagnosis.causes.evidence import capped, loudest
from gouvernail.method.diagnosis.diagnosis import Symptom
from gouvernail.method.diagnosis.finding import Verdict
from gouvernail.method.diagnosis.symptoms.benefit import no_visible_benefit
from gouvernail.method.diagnosis.symptoms.enthusiasm import fading_enthusiasm
from gouvernail.method.diagnosis.symptoms.lateness import late_deliveries
from gouvernail.method.diagnosis.symptoms.priorities import shifting_priorities
from gouvernail.method.diagnosis.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouvernail.method.diagnosis.facts import Facts
    from gouvernail.method.diagnosis.finding import Finding
    from gouvernail.method.diagnosis.settings import Settings

_MEASURES: Final = (late_deliveries, no_visible_benefit, shifting_priorities, fading_enthusiasm)


def symptoms_of(facts: "Facts", findings: "Sequence[Finding]") -> "tuple[Symptom, ...]":
    """Measure the four symptoms, in the order of the article.

    The verdict of a symptom is that of its first indicator when the data settle it, because the figure shown is of the
    same thing: one must not read "-8 % a month" and "excluded" side by side. Otherwise the family rule holds: the
    indicator with the greatest |q - .5| speaks (method.md section 6.3). Lateness by release has no indicator of its
    own: it comes with its verdict.
    """
    known = {finding.id: finding for finding in findings}
    return tuple(_judged(measure(facts, known), known, facts.settings) for measure in _MEASURES)


def _judged(symptom: "Symptom", known: "Mapping[str, Finding]", settings: "Settings") -> "Symptom":
    if symptom.by_release:
        return symptom
    family = [known[one] for one in settings.symptoms[symptom.id] if one in known]
    voice = _speaker(family, settings)
    if voice is not None:
        verdict = verdict_of(capped(voice, settings))
    elif symptom.value is not None or any(finding.verdict is not Verdict.NOT_RECORDED for finding in family):
        verdict = Verdict.NOT_ENOUGH_DATA
    else:
        verdict = Verdict.NOT_RECORDED
    missing = tuple(dict.fromkeys(column for finding in family for column in finding.missing))
    if verdict is Verdict.NOT_RECORDED:
        symptom = Symptom(symptom.id, verdict, symptom.unit)
    return replace(
        symptom,
        verdict=verdict,
        findings=tuple(finding.id for finding in family),
        missing=missing if voice is None else (),
        voice=None if voice is None else voice.id,
    )


def _speaker(family: "Sequence[Finding]", settings: "Settings") -> "Finding | None":
    settled = {Verdict.ESTABLISHED, Verdict.EXCLUDED}
    return family[0] if family and family[0].verdict in settled else loudest(family, settings)
