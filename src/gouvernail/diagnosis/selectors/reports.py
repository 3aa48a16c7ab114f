"""Reports of a workspace."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language

from gouvernail.diagnosis.bridge.making import Language
from gouvernail.diagnosis.choices import KEPT_AFTER_REMOVAL
from gouvernail.diagnosis.models import Annotation, Report


def reports_kept() -> QuerySet[Report]:
    """List the reports that are not removed, latest first; their figures are left in the database."""
    notes = Annotation.objects.filter(report=OuterRef("pk"), removed_at__isnull=True).order_by().values("report")
    return (
        Report.objects.filter(removed_at__isnull=True, run__undone_at__isnull=True)
        .select_related("actor__user")
        .defer("figures")
        .annotate(notes=Coalesce(Subquery(notes.annotate(n=Count("pk")).values("n")), 0))
    )


def reports_removed() -> QuerySet[Report]:
    """List the reports that can still be brought back."""
    since = timezone.now() - KEPT_AFTER_REMOVAL
    return Report.objects.filter(removed_at__gte=since, run__undone_at__isnull=True).defer("figures")


def report_get(pk: int, *, is_removed: bool = False) -> Report | None:
    """Find one report; one that was removed, or whose import was undone, is not found unless it is asked for."""
    rows = Report.objects.select_related("workspace", "run", "actor__user", "replaces")
    if not is_removed:
        rows = rows.filter(removed_at__isnull=True, run__undone_at__isnull=True)
    return rows.filter(pk=pk).first()


def reader_language() -> Language:
    """Give the language of the reader, among those that reports speak."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"
