"""What the link of an invitation opens. Looking never uses it up: only a press on the button does."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter as single_sign_on
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.forms.accounts import JoinForm
from gouvernail.workspaces.models import Invitation, Member, User
from gouvernail.workspaces.selectors.accounts import account_to_sign_in
from gouvernail.workspaces.selectors.invitations import invitation_by_secret
from gouvernail.workspaces.services.accounts import account_open
from gouvernail.workspaces.services.joining import DeadLink, check_live, invitation_accept
from gouvernail.workspaces.services.sign_in import INVITED

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_GONE, _UNKNOWN = 410, 404


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_open(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an invitation and what it offers; on a press of the button, join."""
    try:
        invitation = check_live(invitation_by_secret(secret))
        if isinstance(request.user, User):
            return _as_somebody_known(request, request.user, invitation, secret)
        return _as_somebody_new(request, invitation, secret)
    except DeadLink as dead:
        context = {"state": dead.state.value if dead.state else "", "reason": dead.state}
        return render(request, "workspaces/invitation_dead.html", context, status=_GONE if dead.state else _UNKNOWN)


def _as_somebody_known(request: HttpRequest, user: User, invitation: Invitation, secret: str) -> HttpResponse:
    if request.method == "POST":
        return _welcome(request, invitation_accept(user=user, secret=secret))
    addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    is_theirs = invitation.email in {user.email, *(address.lower() for address in addresses)}
    return answer(request, "workspaces/invitation_open.html", {"invitation": invitation, "is_theirs": is_theirs})


def _as_somebody_new(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    request.session[INVITED] = invitation.secret_hash  # lets the invited sign up where sign-up is closed
    context: dict[str, Any] = {
        "invitation": invitation,
        "is_known": account_to_sign_in(invitation.email) is not None,
        "providers": single_sign_on().list_providers(request),
    }
    form = JoinForm(request.POST or None, initial={"name": invitation.name})
    if not context["is_known"] and form.is_valid():
        try:
            return _welcome(request, _join(request, invitation, secret, form))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    status = INVALID if form.is_bound else 200
    return answer(request, "workspaces/invitation_open.html", {**context, "form": form}, status=status)


@transaction.atomic
def _join(request: HttpRequest, invitation: Invitation, secret: str, form: JoinForm) -> Member:
    """Open the account, sign in, join: all or nothing."""
    user = account_open(
        invitation=invitation,
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
        language=(get_language() or "")[:2],
    )
    member = invitation_accept(user=user, secret=secret)
    login(request, user, backend=_BACKEND)
    return member


def _welcome(request: HttpRequest, member: Member) -> HttpResponse:
    request.session.pop(INVITED, None)
    messages.success(request, _("Welcome to %(workspace)s.") % {"workspace": member.workspace})
    return redirect("workspace:workspace_open", member.workspace.slug)
