"""Inside a workspace: its door, its first steps, its settings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.navigation import lines_for
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.forms.workspaces import PRODUCTS, SettingsForm
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Workspace
from gouvernail.workspaces.selectors.first_steps import steps_for
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.workspaces import Difference, StaleSettings
from gouvernail.workspaces.services.workspaces import workspace_edit as edit

_REFUSED = 409


@require_safe
def workspace_open(request: WorkspaceRequest) -> HttpResponse:
    """Lead to the first page of the rail."""
    return redirect(lines_for(request, request.workspace.slug, with_counts=False)[0].href)


@require_safe
def workspace_start(request: WorkspaceRequest) -> HttpResponse:
    """Say what a new workspace needs, done or to do."""
    steps = steps_for(request.member)
    context = {"steps": steps, "done": sum(seen.is_done for seen in steps)}
    return render(request, "workspaces/workspace_start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def workspace_edit(request: WorkspaceRequest) -> HttpResponse:
    """Change the settings; where two people changed the same one, show both values."""
    require(request.member, Right.WORKSPACE_EDIT)
    workspace = Workspace.objects.get(pk=request.workspace.pk)  # the form writes on it; the shell reads the other one
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=workspace)
    differences: list[Difference] = []
    status = INVALID if form.is_bound else 200
    if form.is_valid():
        try:
            edit(actor=request.member, seen=form.seen(), **form.wanted())
        except StaleSettings as stale:
            differences, status = stale.differences, _REFUSED
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The settings are saved."))
            return redirect("workspace:workspace_edit", request.workspace.slug)
    context = {"form": form, "products": PRODUCTS, "differences": _in_words(form, differences), "tab": "settings"}
    return answer(request, "workspaces/workspace_edit.html", context, status=status)


def _in_words(form: SettingsForm, differences: list[Difference]) -> list[tuple[str, str, str]]:
    """Say each setting, what was kept and what was wanted, as the form says them."""
    return [
        (str(form[found.field].label), _shown(form, found.field, found.kept), _shown(form, found.field, found.wanted))
        for found in differences
    ]


def _shown(form: SettingsForm, name: str, value: object) -> str:
    choices = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", ())}
    return choices.get(str(value), str(value))
