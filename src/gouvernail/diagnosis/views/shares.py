"""Share links: made and closed inside, read from outside."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_scopes import scope

from gouvernail.diagnosis.forms.reports import ShareForm
from gouvernail.diagnosis.selectors.annotations import notes_by_part
from gouvernail.diagnosis.selectors.reports import reader_language
from gouvernail.diagnosis.selectors.shares import link_open, links_of
from gouvernail.diagnosis.services.shares import hash_of, share_create, share_opened, share_revoke
from gouvernail.diagnosis.services.wordings import contents_of
from gouvernail.diagnosis.views.finding import found
from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require

_FRESH = "diagnosis_fresh_link"


@require_http_methods(["GET", "HEAD", "POST"])
def share_list(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show the links of a report, and make one: its address is shown once."""
    require(request.member, Right.DIAGNOSIS_SHARE)
    report = found(pk)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        link, secret = share_create(actor=request.member, report=report, days=form.cleaned_data["days"])
        request.session[_FRESH] = {"pk": link.pk, "secret": secret}
        return redirect("diagnosis:share_list", request.workspace.slug, report.pk)
    fresh = request.session.pop(_FRESH, None)
    links = list(links_of(report))
    address = ""
    if fresh is not None and fresh["pk"] in {link.pk for link in links}:
        address = settings.PUBLIC_URL + reverse("diagnosis_shared:report", args=[fresh["secret"]])
    context = {"report": report, "form": form, "links": links, "address": address}
    return answer(request, "diagnosis/share_list.html", context, status=INVALID if form.errors else 200)


@require_POST
def share_revoke_view(request: WorkspaceRequest, pk: int, link: int) -> HttpResponse:
    """Close a link."""
    report = found(pk)
    own = links_of(report).filter(pk=link).first()
    if own is None:
        raise Http404
    share_revoke(actor=request.member, link=own)
    said(request, _("The link is closed: it leads nowhere any more."))
    return redirect("diagnosis:share_list", request.workspace.slug, report.pk)


@login_not_required
@never_cache
@require_safe
def report_shared(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a report to whoever has its link: nothing can be done there, and no row behind a figure is shown."""
    link = link_open(hash_of(secret))
    if link is None:
        response = render(request, "diagnosis/share_over.html", status=404)
    else:
        with scope(workspace=link.workspace):
            report = link.report
            context = {
                "report": report,
                "link": link,
                "said": contents_of(report, reader_language()),
                "notes": notes_by_part(report),
                "is_shared": True,
            }
            share_opened(link)
            response = render(request, "diagnosis/report_shared.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the secret
    return response
