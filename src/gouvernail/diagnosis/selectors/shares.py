"""Links to a report."""

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from gouvernail.diagnosis.models import Report, ShareLink


def links_of(report: Report) -> QuerySet[ShareLink]:
    """List the links of a report, latest first."""
    return ShareLink.objects.filter(report=report).select_related("actor__user")


def link_open(secret_hash: str) -> ShareLink | None:
    """Find the link that a secret opens, from outside any workspace; nothing where it is over."""
    with scopes_disabled():
        link = (
            ShareLink.objects.select_related("workspace", "report__run", "report__workspace")
            .filter(secret_hash=secret_hash, report__removed_at__isnull=True, report__run__undone_at__isnull=True)
            .filter(workspace__deletes_at__isnull=True)
            .first()
        )
    return link if link is not None and link.is_open else None
