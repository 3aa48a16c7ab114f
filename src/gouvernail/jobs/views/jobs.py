"""The jobs of a workspace, and one of them."""

import json

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from gouvernail.jobs.selectors.jobs import any_goes_on, etag_of, jobs_all, jobs_of, nobody_works
from gouvernail.jobs.selectors.mail import letters_stuck, mail_trouble
from gouvernail.web.fragments import answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may

_AT_ONCE = 30


@require_safe
def job_list(request: WorkspaceRequest) -> HttpResponseBase:
    """List one's own jobs, or everybody's."""
    of_all = request.GET.get("of") == "all"
    page = Paginator(jobs_all() if of_all else jobs_of(request.member), _AT_ONCE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    etag = etag_of(*rows)
    context = {
        "page": page,
        "of_all": of_all,
        "goes_on": any_goes_on(rows),
        "headers": json.dumps({"If-None-Match": etag}),
        "mail_trouble": mail_trouble(),
        "letters": letters_stuck(request.workspace).count() if may(request.member, Right.JOB_MANAGE) else None,
    }
    return _unless_known(request, answer(request, "jobs/job_list.html", context, part="jobs"), etag)


@require_safe
def job_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show one job."""
    return render(request, "jobs/job_detail.html", {"job": get_object_or_404(jobs_all(), pk=pk)})


@require_safe
def job_progress(request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Draw how far a job is: asked every second, answered by 304 where nothing moved."""
    job = get_object_or_404(jobs_all(), pk=pk)
    etag = etag_of(job, nobody_works(job))
    if request.headers.get("If-None-Match") == etag:
        return _unless_known(request, HttpResponse(), etag)
    response = render(request, "jobs/progress.html", {"job": job})
    if job.has_ended:
        response.headers["HX-Trigger"] = "job-ended"  # the page around may draw itself again
    return _unless_known(request, response, etag)


def _unless_known(request: WorkspaceRequest, response: HttpResponse, etag: str) -> HttpResponseBase:
    """Answer 304 when the reader already sees this; a whole page, with its messages, is always sent."""
    response.headers["Cache-Control"] = "private, no-cache"
    if not request.headers.get("HX-Request"):
        return response
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
