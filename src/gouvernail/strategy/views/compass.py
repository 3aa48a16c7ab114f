"""The compass: one page that everybody reads, the form that says it anew, and what was said before."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gouvernail.decisions.choices.words import RitualKind
from gouvernail.decisions.selectors.rituals import rituals_of
from gouvernail.strategy.forms.compass import CompassForm, LineFormSet, lines_of
from gouvernail.strategy.models import Objective
from gouvernail.strategy.selectors.compass import compass_now, objectives_seen, versions_seen
from gouvernail.strategy.services.compass import StaleCompass, compass_write
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may, today_of
from gouvernail.workspaces.services.door import require

_CONFLICT = 409
_SHOWN_RITUALS = RitualKind.COMPASS_REVIEW


@require_safe
def compass(request: WorkspaceRequest) -> HttpResponse:
    """Show what the CRM is for, the objectives and how far each one is."""
    today = today_of(request.member)
    reviews = [one for one in rituals_of(request.workspace, timezone.now()) if one.ritual.kind == _SHOWN_RITUALS]
    context = {
        "compass": compass_now(),
        "objectives": objectives_seen(today),
        "archived": objectives_seen(today, is_active=False),
        "review": next((one for one in reviews if one.ritual.is_active), None),
        "may_edit": may(request.member, Right.STRATEGY_EDIT),
        "may_plan": may(request.member, Right.RITUAL_EDIT),
    }
    return render(request, "strategy/compass.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def compass_edit(request: WorkspaceRequest) -> HttpResponse:
    """Say anew what the CRM is for, with the weights of its objectives."""
    require(request.member, Right.STRATEGY_EDIT)
    present = compass_now()
    form = CompassForm(request.POST or None, compass=present)
    lines = lines_of(list(Objective.objects.order_by("-is_active", "position", "pk")), request.POST or None)
    if request.method != "POST" or not (form.is_valid() & lines.is_valid()):
        return _form(request, form, lines)
    try:
        written = compass_write(actor=request.member, lines=lines.lines, **{"reason": "", **form.cleaned_data})
    except StaleCompass as stale:
        return _stale(request, form, lines, stale)
    except ValidationError as refusal:
        return _form(request, form, lines, refusal)
    said(request, _("Version %(number)d of the compass is published.") % {"number": written.number})
    return redirect("strategy:compass", request.workspace.slug)


@require_safe
def compass_versions(request: WorkspaceRequest) -> HttpResponse:
    """Show what was said before, and why it changed."""
    return render(request, "strategy/compass_versions.html", {"versions": versions_seen()})


def _stale(request: WorkspaceRequest, form: CompassForm, lines: LineFormSet, stale: StaleCompass) -> HttpResponse:
    """Give everything back with the version that came in between: to publish again is then a choice."""
    text = _("%(name)s published version %(number)d meanwhile: it is shown below. Nothing of yours is written yet.")
    said(request, text % {"name": stale.compass.author, "number": stale.compass.number}, level=messages.WARNING)
    form.data = {**form.data.dict(), "number": str(stale.compass.number)}  # type: ignore[attr-defined]  # a QueryDict
    context = {"form": form, "lines": lines, "meanwhile": stale.compass}
    return render(request, "strategy/compass_form.html", context, status=_CONFLICT)


def _form(
    request: WorkspaceRequest, form: CompassForm, lines: LineFormSet, refusal: ValidationError | None = None
) -> HttpResponse:
    problems: list[str] = []
    if refusal is not None:
        named = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        for name, sentences in named.items():
            if name in form.fields:
                form.add_error(name, sentences)
            else:
                problems += sentences
    context = {"form": form, "lines": lines, "problems": problems}
    return render(request, "strategy/compass_form.html", context, status=INVALID if form.is_bound else 200)
