"""My account: how I am called and spoken to, the copy of what is known of me, and being forgotten."""

import json
import zipfile
from tempfile import SpooledTemporaryFile

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.adapter import get_adapter as single_sign_on
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.forms.accounts import AccountForm, EraseForm
from gouvernail.workspaces.models import User
from gouvernail.workspaces.selectors.leaving import alone_at_the_helm
from gouvernail.workspaces.selectors.personal import personal_data
from gouvernail.workspaces.services.accounts import account_edit
from gouvernail.workspaces.services.erasure import person_erase

_IN_MEMORY = 2**20


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and change one's own account."""
    user = _reader(request)
    kept = {field: getattr(user, field) for field in AccountForm.base_fields}
    form = AccountForm(request.POST or None, initial=kept)
    if form.is_valid():
        try:
            account_edit(user=user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            with translation.override(user.language):
                messages.success(request, _("Saved."))
            return redirect("workspaces:account")
    context = {"form": form, "has_sso": bool(single_sign_on().list_providers(request))}
    return answer(request, "workspaces/account.html", context, status=INVALID if form.is_bound else 200)


@never_cache
@require_safe
def account_export(request: HttpRequest) -> FileResponse:
    """Give the reader a copy of what is known of them: one JSON file a subject, in a zip."""
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in sorted(personal_data(_reader(request)).items()):
            text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            archive.writestr(zipfile.ZipInfo(f"{name}.json", (1980, 1, 1, 0, 0, 0)), text)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="gouvernail-my-data.zip", content_type="application/zip")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth publishes no types
def account_erase(request: HttpRequest) -> HttpResponse:
    """Ask, then erase the reader's account."""
    user = _reader(request)
    form = EraseForm(request.POST or None)
    if form.is_valid():
        try:
            person_erase(user=user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for your part of the way."))
            return redirect("account_login")
    context = {"form": form, "alone": alone_at_the_helm(user), "back": reverse("workspaces:account")}
    return answer(request, "workspaces/account_erase.html", context, status=INVALID if form.is_bound else 200)


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # the middleware lets nobody else in
    return request.user
