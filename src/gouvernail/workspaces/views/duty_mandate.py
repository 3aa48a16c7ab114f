"""The answer to a question: whether the accountable person may refuse a request of any team."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.forms.duties import MandateForm, version_from
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Duty, Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.duty_edit import StaleDuty
from gouvernail.workspaces.services.duty_edit import duty_mandate as declare
from gouvernail.workspaces.views.governance import back, frame

_CONFLICT = 409
_ANSWERS = {True: "yes", False: "no", None: ""}


@require_http_methods(["GET", "HEAD", "POST"])
def duty_mandate(request: WorkspaceRequest, key: int, member: int) -> HttpResponse:
    """Ask, and declare; where somebody has just answered otherwise, show their answer first."""
    require(request.member, Right.DUTY_EDIT)
    row = get_object_or_404(Duty, pk=key, is_active=True)
    person = get_object_or_404(Member.objects.select_related("user"), pk=member)
    known = _ANSWERS[row.may_refuse] if row.mandate_of_id == person.pk else ""
    form = MandateForm(request.POST or None, initial={"may_refuse": known})
    context = frame(request, "findings", form=form, duty=row, person=person, version=row.version)
    if not form.is_bound:
        return answer(request, "workspaces/duty_mandate.html", context)
    if not form.is_valid():
        return answer(request, "workspaces/duty_mandate.html", context, status=INVALID)
    may_refuse, version = form.cleaned_data["may_refuse"], version_from(request.POST)
    try:
        declare(actor=request.member, duty=row, version=version, member=person, may_refuse=may_refuse)
    except StaleDuty as stale:
        context |= {"stale": stale, "version": stale.duty.version}
        return answer(request, "workspaces/duty_mandate.html", context, status=_CONFLICT)
    except ValidationError as refusal:
        form.add_error(None, " ".join(refusal.messages))
        return answer(request, "workspaces/duty_mandate.html", context, status=INVALID)
    said(request, _("The answer is kept."))
    return back(request, "findings")
