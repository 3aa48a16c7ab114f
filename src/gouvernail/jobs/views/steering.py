"""Stop a job, or try it again."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.jobs.models import Job
from gouvernail.jobs.selectors.jobs import jobs_all
from gouvernail.jobs.services.steering import job_cancel, job_retry
from gouvernail.web.toasts import said
from gouvernail.workspaces.middleware import WorkspaceRequest


@require_POST
def cancel(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Stop a job; trying it again undoes this."""
    return _steer(request, pk, job_cancel, _("The job stops."), undo="jobs:job_retry")


@require_POST
def retry(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Try a job again; stopping it undoes this."""
    return _steer(request, pk, job_retry, _("The job is back in the queue."), undo="jobs:job_cancel")


def _steer(
    request: WorkspaceRequest, pk: int, service: Callable[..., Job], sentence: str, *, undo: str
) -> HttpResponse:
    job = get_object_or_404(jobs_all(), pk=pk)
    try:
        job = service(actor=request.member, job=job)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.WARNING)
    else:
        said(request, sentence, undo="" if job.is_stopping else reverse(undo, args=[request.workspace.slug, pk]))
    return redirect("jobs:job_detail", request.workspace.slug, pk)
