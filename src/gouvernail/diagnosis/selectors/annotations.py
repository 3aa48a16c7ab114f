"""Notes of a report."""

from collections import defaultdict

from gouvernail.diagnosis.models import Annotation, Report


def notes_of(report: Report) -> list[Annotation]:
    """List the notes of a report, oldest first."""
    return list(Annotation.objects.filter(report=report, removed_at__isnull=True).select_related("author__user"))


def notes_by_part(report: Report) -> dict[str, list[Annotation]]:
    """Give the notes under `cause-requests_as_priorities`, or `report-` for those on the whole."""
    found: dict[str, list[Annotation]] = defaultdict(list)
    for note in notes_of(report):
        found[f"{note.about}-{note.part}"].append(note)
    return dict(found)


def annotation_get(report: Report, pk: int) -> Annotation | None:
    """Find one note, removed ones too."""
    return Annotation.objects.filter(report=report, pk=pk).select_related("author__user").first()
