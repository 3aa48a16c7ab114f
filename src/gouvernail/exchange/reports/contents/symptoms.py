"""The four sentences of the article, measured."""

from typing import TYPE_CHECKING

from gouvernail.exchange.reports.contents.figures import TONES, curve, in_unit, interval
from gouvernail.exchange.reports.contents.parts import SymptomPart
from gouvernail.method.diagnosis.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouvernail.exchange.reports.contents.parts import FindingPart
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.diagnosis import Symptom

_SMALLEST_P = 0.01  # two decimals would write a smaller one 0,00
_SHORTEST_TREND = 5  # no test says anything of fewer months (method.md section 6.1)


def symptom_part(words: "Words", symptom: "Symptom", parts: "Mapping[str, FindingPart]") -> SymptomPart:
    """Word one symptom, with the indicator (of `parts`, by id) that its verdict was read from."""
    quote = words.say(f"causes.symptoms.{symptom.id}.name")
    return SymptomPart(
        id=symptom.id,
        quote=quote,
        quoted=words.say("report.symptom.quoted", quote=quote),
        figure=_figure(words, symptom),
        sentence=_sentence(words, symptom),
        interval=_known(words, symptom),
        trend=_trend(words, symptom),
        verdict=words.say(f"report.verdict.{symptom.verdict}"),
        tone=TONES[symptom.verdict],
        judged=_judged(words, symptom, parts),
        flag=_flag(words, symptom),
        line=curve(words, symptom.series, symptom.unit),
    )


def _judged(words: "Words", symptom: "Symptom", parts: "Mapping[str, FindingPart]") -> str:
    if symptom.voice is None or symptom.voice not in parts:
        return ""
    part = parts[symptom.voice]
    return words.say("report.symptom.judged", indicator=part.name, figure=part.figure, threshold=part.threshold)


def _flag(words: "Words", symptom: "Symptom") -> str:
    if not symptom.by_release:
        return ""
    return words.say(f"causes.symptoms.{symptom.id}.flag_by_release", **(symptom.details or {}))


def _figure(words: "Words", symptom: "Symptom") -> str:
    short = f"report.units.{symptom.unit}_short"
    if symptom.value is not None and words.has(short):
        return words.say(short, value=symptom.value)
    return in_unit(words, symptom.value, symptom.unit)


def _sentence(words: "Words", symptom: "Symptom") -> str:
    if symptom.value is None or symptom.verdict is Verdict.NOT_RECORDED:
        return words.say(_unsaid(words, symptom))
    values = {"value": symptom.value, "low": symptom.low, "high": symptom.high, "n": symptom.n, "p": symptom.p}
    way = "_by_release" if symptom.by_release else ""
    return words.say(
        "report.symptom.said",
        caption=words.say(f"causes.symptoms.{symptom.id}.caption{way}"),
        sentence=words.say(f"causes.symptoms.{symptom.id}.sentence{way}", **{**values, **(symptom.details or {})}),
    )


def _unsaid(words: "Words", symptom: "Symptom") -> str:
    """Choose the sentence of a symptom without a figure: dates may be there, and nothing that was ever done."""
    plain = f"causes.symptoms.{symptom.id}.{symptom.verdict}"
    dated = "items.done_at" in symptom.missing and "items.due_on" not in symptom.missing
    return own if dated and words.has(own := f"{plain}_but_dated") else plain


def _known(words: "Words", symptom: "Symptom") -> str:
    between = interval(words, symptom.low, symptom.high, symptom.unit)
    return words.say("report.symptom.interval", interval=between, n=symptom.n) if between else ""


def _trend(words: "Words", symptom: "Symptom") -> str:
    if symptom.trend == "unknown" or symptom.p is None:
        return words.say("report.trend.unknown") if 0 < len(symptom.series) < _SHORTEST_TREND else ""
    chance = words.say("report.trend.p" if symptom.p >= _SMALLEST_P else "report.trend.p_tiny", p=symptom.p)
    return words.say(f"report.trend.{symptom.trend}", chance=chance)
