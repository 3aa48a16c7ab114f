"""What every page of a report begins with."""

from typing import Any

from django.http import Http404

from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.selectors.reports import report_get
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may


def found(pk: int, *, is_removed: bool = False) -> Report:
    """Find a report of the workspace.

    Raises
    ------
    Http404
    """
    report = report_get(pk, is_removed=is_removed)
    if report is None:
        raise Http404
    return report


def rights_of(request: WorkspaceRequest) -> dict[str, Any]:
    """Say what the reader may do with reports: pages show only that."""
    return {
        "may_run": may(request.member, Right.DIAGNOSIS_RUN),
        "may_annotate": may(request.member, Right.DIAGNOSIS_ANNOTATE),
        "may_share": may(request.member, Right.DIAGNOSIS_SHARE),
    }
