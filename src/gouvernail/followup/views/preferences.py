"""When and how often somebody wants to be written to; how a workspace chases; the way out of a letter."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django_scopes import scopes_disabled

from gouvernail.followup.forms.preferences import PolicyForm, PreferenceForm
from gouvernail.followup.models import Policy, Preference
from gouvernail.followup.services.policy import policy_edit
from gouvernail.followup.services.preferences import preference_edit
from gouvernail.followup.services.unsubscribing import is_stopped, letters_resume, letters_stop, stop_read
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import User
from gouvernail.workspaces.selectors.members import memberships_of
from gouvernail.workspaces.services.door import require

WISHES = ("digest", "reminders", "hour", "quiet_from", "quiet_to", "is_weekend_quiet")
_PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(_PAGE)
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and change the reader's wishes."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # the middleware lets nobody else in
    row = Preference.objects.filter(user=user).first() or Preference(user=user)
    kept: dict[str, object] = {name: getattr(row, name) for name in WISHES}
    kept |= {"time_zone": user.time_zone, "muted": list(row.muted.all()) if row.pk else []}
    with scopes_disabled():
        workspaces = [member.workspace_id for member in memberships_of(user)]
    form = PreferenceForm(request.POST or None, initial=kept, workspaces=workspaces)
    if form.is_valid():
        try:
            preference_edit(user=user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("Saved."))
            return redirect("me:preferences")
    return render(request, "followup/preferences.html", {"form": form}, status=INVALID if form.is_bound else 200)


@require_http_methods(_PAGE)
def policy(request: WorkspaceRequest) -> HttpResponse:
    """Show and change how the workspace chases what is late."""
    require(request.member, Right.WORKSPACE_EDIT)
    row = Policy.objects.first() or Policy(workspace=request.workspace)
    form = PolicyForm(request.POST or None, instance=row)
    if form.is_valid():
        policy_edit(actor=request.member, **form.cleaned_data)
        said(request, _("Saved."))
        return redirect("followup:policy", request.workspace.slug)
    return render(request, "followup/policy.html", {"form": form}, status=INVALID if form.is_bound else 200)


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the signature of the link is the proof
@login_not_required
@never_cache
@require_http_methods(_PAGE)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop a kind of letter; or let it come again. Reading the page changes nothing."""
    stop = stop_read(token)
    if stop is None:
        raise Http404
    if request.method == "POST":
        (letters_resume if "resume" in request.POST else letters_stop)(stop=stop)
    with translation.override(stop.user.language):
        context = {"stop": stop, "is_stopped": is_stopped(stop), "email": _masked(stop.user.email)}
        return render(request, "followup/unsubscribe.html", context)


def _masked(email: str) -> str:
    """Give enough of an address for its owner: whoever forwards a letter does not give theirs away."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"
