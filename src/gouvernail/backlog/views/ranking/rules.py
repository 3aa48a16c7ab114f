"""The rules of the ranking: changed with a reason, after seeing what moves."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gouvernail.backlog.forms.ranking.many import keys_from
from gouvernail.backlog.forms.ranking.rules import RulesForm
from gouvernail.backlog.models import Rules
from gouvernail.backlog.selectors.ranking.runs import rules_before, weights_of
from gouvernail.backlog.selectors.ranking.thresholds import thresholds_said
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.services.ranking.rules import FIELDS, Preview, rules_checked, rules_edit, rules_preview
from gouvernail.backlog.views.moves import address
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import require


@require_http_methods(["GET", "HEAD", "POST"])
def rules_page(request: WorkspaceRequest) -> HttpResponse:
    """Read the rules and their history; change them in two steps: what moves first, then for good."""
    if request.method == "POST":
        return _changed(request)
    return _page(request, RulesForm(instance=rules_now(request.workspace)))


@require_safe
def thresholds_page(request: WorkspaceRequest) -> HttpResponse:
    """Show the figures that every workspace takes for granted, each with its source."""
    return render(request, "backlog/ranking/thresholds.html", {"parts": thresholds_said()})


def _changed(request: WorkspaceRequest) -> HttpResponse:
    require(request.member, Right.RANKING_EDIT)
    before = rules_now(request.workspace)
    form = RulesForm(request.POST, instance=Rules(workspace=request.workspace))
    seen = next(iter(keys_from([request.POST.get("seen", "")])), None)
    if not form.is_valid():
        return _page(request, form)
    given = {name: form.cleaned_data[name] for name in (*FIELDS, "reason")}
    after: Rules | None = None
    try:
        after = rules_checked(before, **given)
        if "confirmed" in request.POST:
            rules_edit(actor=request.member, seen=seen, **given)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    if form.errors or "confirmed" not in request.POST:  # what would move stays in sight, refused or not
        preview = rules_preview(before, after) if after is not None else None
        return _page(request, form, preview=preview, after=after)
    said(request, _("These rules count from now on; the ranks follow."))
    return redirect(address(request, "backlog"))


def _page(
    request: WorkspaceRequest, form: RulesForm, preview: Preview | None = None, after: Rules | None = None
) -> HttpResponse:
    rules = rules_now(request.workspace)
    context: dict[str, Any] = {
        "form": form,
        "rules": rules,
        "weights": weights_of(rules),
        "after": after,
        "after_weights": weights_of(after) if after else (),
        "preview": preview,
        "before": rules_before(),
        "may_rule": may(request.member, Right.RANKING_EDIT),
    }
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "backlog/ranking/rules.html", context, status=status)
