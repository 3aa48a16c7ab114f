"""A whole report in one language, ready to be laid out."""

from typing import TYPE_CHECKING, Final

from gouvernail import __version__
from gouvernail.exchange.reports.contents.causes import cause_part, headed
from gouvernail.exchange.reports.contents.findings import families, finding_part
from gouvernail.exchange.reports.contents.notes import note_parts
from gouvernail.exchange.reports.contents.parts import CausePart, Contents
from gouvernail.exchange.reports.contents.printable import printable
from gouvernail.exchange.reports.contents.promises import promises_part
from gouvernail.exchange.reports.contents.readings import reading_part
from gouvernail.exchange.reports.contents.symptoms import symptom_part
from gouvernail.exchange.reports.contents.unsaid import unlocking, unsaid, unsettled
from gouvernail.exchange.wording.words import sentences
from gouvernail.method.diagnosis.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouvernail.exchange.reports.contents.parts import FindingPart
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.diagnosis import Diagnosis

_DAYS_A_MONTH: Final = 365.2425 / 12
_METHOD: Final = ("verdict", "symptoms", "causes", "promises", "thresholds", "levels", "references")
_LIMITS: Final = ("probable", "proposals", "traces", "first_dates", "causality")


def contents_of(report: "Report", words: "Words", *, limit: int) -> Contents:
    """Word a whole report, with at most `limit` rows of evidence a finding."""
    diagnosis = report.diagnosis
    parts = tuple(finding_part(words, finding, limit=limit) for finding in diagnosis.findings)
    causes = _causes(words, diagnosis, parts)
    by_id = {part.id: part for part in parts}
    top = len(headed(diagnosis.causes))
    unheard = tuple(cause for cause in causes[top:] if not cause.heard)
    return Contents(
        language=words.language,
        title=words.say("report.title"),
        subject=printable(report.title),
        lead=_lead(words, diagnosis),
        conclusion=_conclusion(words, causes[:top]),
        sample=words.say("report.sample") if report.sample else "",
        generated=words.say("report.generated", when=report.generated_at, version=__version__),
        date=words.say("report.cells.date", value=report.generated_at),
        version=__version__,
        period=_period(words, diagnosis),
        facts=_facts(words, report),
        labels=dict(sentences(words.language, "report")["labels"]),
        symptoms=tuple(symptom_part(words, symptom, by_id) for symptom in diagnosis.symptoms),
        causes=causes[:top],
        other_causes=tuple(cause for cause in causes[top:] if cause.heard),
        unheard_causes=unheard,
        unheard=words.say("report.unheard", causes=", ".join(cause.name for cause in unheard)) if unheard else "",
        established=_unshown(diagnosis, causes[:top], by_id),
        no_cause="" if top else words.say("report.no_cause"),
        unsaid=unsaid(words, diagnosis.findings),
        unsettled=unsettled(words, diagnosis.findings, parts),
        unlocking=unlocking(words, diagnosis.findings, parts),
        promises=promises_part(words, diagnosis.promises, limit=limit),
        families=families(words, parts),
        reading=reading_part(words, report.reading),
        method=tuple(
            (words.say(f"report.method.{name}.title"), words.say(f"report.method.{name}.text")) for name in _METHOD
        ),
        limits=tuple(words.say(f"report.limits.{name}") for name in _LIMITS),
        notes=note_parts(words, report.notes),
    )


def _causes(words: "Words", diagnosis: "Diagnosis", parts: "tuple[FindingPart, ...]") -> tuple[CausePart, ...]:
    by_id = {part.id: part for part in parts}
    findings = {finding.id: finding for finding in diagnosis.findings}
    ordered = [*headed(diagnosis.causes)]
    ordered += [cause for cause in diagnosis.causes if cause not in ordered]
    return tuple(
        cause_part(words, cause, rank=rank, parts=by_id, findings=findings) for rank, cause in enumerate(ordered, 1)
    )


def _unshown(
    diagnosis: "Diagnosis", causes: tuple[CausePart, ...], parts: "Mapping[str, FindingPart]"
) -> "tuple[FindingPart, ...]":
    """Give the established findings that none of the headed causes shows."""
    shown = {one.finding.id for cause in causes for one in (*cause.supporting, *cause.opposing)}
    established = (one.id for one in diagnosis.findings if one.verdict is Verdict.ESTABLISHED)
    return tuple(parts[one] for one in established if one not in shown)


def _lead(words: "Words", diagnosis: "Diagnosis") -> str:
    counts = {"items": diagnosis.items, "changes": diagnosis.changes, "people": diagnosis.people}
    if diagnosis.since is None or diagnosis.until is None:
        return words.say("report.lead_undated", **counts)
    months = round((diagnosis.until - diagnosis.since).days / _DAYS_A_MONTH)
    return words.say("report.lead", months=max(months, 1), **counts)


def _conclusion(words: "Words", causes: tuple[CausePart, ...]) -> str:
    if not causes:
        return words.say("report.no_cause")
    return words.say("report.conclusion", cause=causes[0].name, weight=causes[0].weight)


def _period(words: "Words", diagnosis: "Diagnosis") -> str:
    if diagnosis.since is None or diagnosis.until is None:
        return words.say("report.period_unknown")
    return words.say("report.period", since=diagnosis.since, until=diagnosis.until)


def _facts(words: "Words", report: "Report") -> tuple[tuple[str, str], ...]:
    diagnosis = report.diagnosis
    counted = {
        "files": len(report.reading.files),
        "items": diagnosis.items,
        "changes": diagnosis.changes,
        "touches": diagnosis.touches,
        "people": diagnosis.people,
    }
    return tuple(
        (words.say(f"report.facts.{name}"), words.say("report.cells.count", value=count))
        for name, count in counted.items()
    )
