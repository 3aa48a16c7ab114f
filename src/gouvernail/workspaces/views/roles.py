"""Give, change and end roles."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.forms.people import RoleForm
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Role
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services import roles
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.role_undo import role_memory
from gouvernail.workspaces.services.role_undo import role_undo as undo
from gouvernail.workspaces.views.governance import key_of

_ASKED = ("kind", "team", "data_object")


@require_http_methods(["GET", "HEAD", "POST"])
def role_add(request: WorkspaceRequest) -> HttpResponse:
    """Give somebody a role; the address may say whose, which and over what."""
    require(request.member, Right.PEOPLE_EDIT)
    initial = {"starts_on": today_of(request.member), **{name: request.GET.get(name, "") for name in _ASKED}}
    initial["member"] = key_of(request.GET.get("member")) or ""
    form = RoleForm(request.member, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        fields = {**form.cleaned_data, "kind": RoleKind(form.cleaned_data["kind"])}
        try:
            role = roles.role_give(actor=request.member, **fields)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            end = reverse("workspace:role_end", args=[request.workspace.slug, role.pk])
            said(request, _("%(name)s: “%(role)s” is given.") % {"name": role.member, "role": role}, undo=end)
            return redirect("workspace:person", request.workspace.slug, role.member_id)
    context = {"form": form, "back": reverse("workspace:people", args=[request.workspace.slug])}
    return answer(request, "workspaces/role_add.html", context, status=INVALID if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def role_edit(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Change the scope, the days and the deputy of a role."""
    require(request.member, Right.PEOPLE_EDIT)
    role = _found(key)
    form = RoleForm(request.member, request.POST if request.method == "POST" else None, role=role)
    if form.is_valid():
        memory = role_memory(role)
        try:
            roles.role_edit(actor=request.member, role=role, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("The role “%(role)s” is saved.") % {"role": role}, undo=_undo(request, memory))
            return redirect("workspace:person", request.workspace.slug, role.member_id)
    back = reverse("workspace:person", args=[request.workspace.slug, role.member_id])
    context = {"form": form, "role": role, "person": role.member, "back": back}
    return answer(request, "workspaces/role_edit.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def role_end(request: WorkspaceRequest, key: int) -> HttpResponse:
    """End a role at once, and offer to undo it."""
    require(request.member, Right.PEOPLE_EDIT)
    role = _found(key)
    memory, person, label = role_memory(role), role.member_id, str(role)
    try:
        roles.role_end(actor=request.member, role=role)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said(request, _("The role “%(role)s” has ended.") % {"role": label}, undo=_undo(request, memory))
    return redirect("workspace:person", request.workspace.slug, person)


@require_POST
def role_undo(request: WorkspaceRequest, memory: str) -> HttpResponse:
    """Make a role what it was."""
    require(request.member, Right.PEOPLE_EDIT)
    try:
        role = undo(actor=request.member, memory=memory)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("workspace:people", request.workspace.slug)
    messages.success(request, _("The role “%(role)s” is what it was.") % {"role": role})
    return redirect("workspace:person", request.workspace.slug, role.member_id)


def _found(key: int) -> Role:
    rows = Role.objects.select_related("member__user", "team", "data_object", "deputy__user", "workspace")
    return get_object_or_404(rows, pk=key)


def _undo(request: WorkspaceRequest, memory: str) -> str:
    return reverse("workspace:role_undo", args=[request.workspace.slug, memory])
