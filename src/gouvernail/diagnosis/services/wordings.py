"""What the page of a report says, in the reader's language whoever asked for the report."""

from typing import Any

from gouvernail.connectors.services.files import getter
from gouvernail.diagnosis.bridge.making import Language, restored, worded
from gouvernail.diagnosis.choices import SCHEMA
from gouvernail.diagnosis.models import Report, Wording


def contents_of(report: Report, language: Language) -> dict[str, Any]:
    """Give what the page says; a report kept for an older page is worded again from its files, once."""
    known = Wording.objects.filter(report=report, language=language).first()
    if known is None or known.schema != SCHEMA:
        contents = worded(restored(getter(report.folder), report.title), language)
        known, _ = Wording.objects.update_or_create(
            workspace=report.workspace,
            report=report,
            language=language,
            defaults={"schema": SCHEMA, "contents": contents},
        )
    said: dict[str, Any] = known.contents
    said["subject"] = report.title
    findings = {one["id"]: one for family in said["families"] for one in family["findings"]}
    voices = {one["id"]: one["voice"] for one in report.figures.get("symptoms", [])}
    for symptom in said["symptoms"]:  # the indicator that a symptom was judged on explains its figure
        symptom["voice"] = findings.get(voices.get(symptom["id"]))
    return said
