"""Teams and data objects: what roles and duties are over. Two lists, one way of working."""

from dataclasses import dataclass
from typing import Any

from django import forms
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
from gouvernail.workspaces.forms.workspaces import DataObjectForm, TeamForm
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import DataObject, Team
from gouvernail.workspaces.selectors.people import data_objects_with_owners, teams_with_people
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services import scopes
from gouvernail.workspaces.services.door import require


@dataclass(frozen=True)
class _Kind:
    """One of the two lists: the name that its addresses, templates and services share."""

    name: str
    model: Any
    form: type[forms.ModelForm[Any]]
    rows: Any

    def act(self, verb: str, **values: Any) -> Any:
        return getattr(scopes, f"{self.name}_{verb}")(**values)

    def home(self, request: WorkspaceRequest) -> str:
        return reverse(f"workspace:{self.name}_list", args=[request.workspace.slug])


_TEAMS = _Kind("team", Team, TeamForm, teams_with_people)
_OBJECTS = _Kind("data_object", DataObject, DataObjectForm, data_objects_with_owners)


@require_http_methods(["GET", "HEAD", "POST"])
def team_list(request: WorkspaceRequest) -> HttpResponse:
    """List the teams; add one."""
    return _list(request, _TEAMS)


@require_http_methods(["GET", "HEAD", "POST"])
def team_edit(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Rename a team, change its side."""
    return _edit(request, _TEAMS, key)


@require_POST
def team_archive(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Archive a team."""
    return _archive(request, _TEAMS, key)


@require_POST
def team_restore(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Put an archived team back."""
    return _restore(request, _TEAMS, key)


@require_http_methods(["GET", "HEAD", "POST"])
def data_object_list(request: WorkspaceRequest) -> HttpResponse:
    """List the data objects; add one."""
    return _list(request, _OBJECTS)


@require_http_methods(["GET", "HEAD", "POST"])
def data_object_edit(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Rename or describe a data object."""
    return _edit(request, _OBJECTS, key)


@require_POST
def data_object_archive(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Archive a data object."""
    return _archive(request, _OBJECTS, key)


@require_POST
def data_object_restore(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Put an archived data object back."""
    return _restore(request, _OBJECTS, key)


def _list(request: WorkspaceRequest, kind: _Kind) -> HttpResponse:
    if request.method == "POST":
        require(request.member, Right.PEOPLE_EDIT)
    form = kind.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            row = kind.act("add", actor=request.member, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("“%(name)s” is added.") % {"name": row})
            return redirect(kind.home(request))
    context = {
        "form": form,
        "rows": kind.rows(),
        "may_edit": may(request.member, Right.PEOPLE_EDIT),
        "may_invite": may(request.member, Right.PEOPLE_INVITE),
        "tab": kind.name,
    }
    return answer(request, f"workspaces/{kind.name}_list.html", context, status=INVALID if form.is_bound else 200)


def _edit(request: WorkspaceRequest, kind: _Kind, key: int) -> HttpResponse:
    require(request.member, Right.PEOPLE_EDIT)
    row = get_object_or_404(kind.model, pk=key)
    form = kind.form(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        try:
            kind.act("edit", actor=request.member, **{kind.name: row}, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect(kind.home(request))
    shown = kind.model.objects.get(pk=key)  # the form writes on the other one
    context = {"form": form, "row": shown, "back": kind.home(request), "tab": kind.name}
    return answer(request, f"workspaces/{kind.name}_edit.html", context, status=INVALID if form.is_bound else 200)


def _archive(request: WorkspaceRequest, kind: _Kind, key: int) -> HttpResponse:
    require(request.member, Right.PEOPLE_EDIT)
    row = kind.act("archive", actor=request.member, **{kind.name: get_object_or_404(kind.model, pk=key)})
    undo = reverse(f"workspace:{kind.name}_restore", args=[request.workspace.slug, key])
    said(request, _("“%(name)s” is archived.") % {"name": row}, undo=undo)
    return redirect(kind.home(request))


def _restore(request: WorkspaceRequest, kind: _Kind, key: int) -> HttpResponse:
    require(request.member, Right.PEOPLE_EDIT)
    row = kind.act("restore", actor=request.member, **{kind.name: get_object_or_404(kind.model, pk=key)})
    messages.success(request, _("“%(name)s” is back.") % {"name": row})
    return redirect(kind.home(request))
