"""The backlog: a table by rank, and a matrix."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gouvernail.backlog.forms.ranking.filter import COLUMNS, BacklogFilter
from gouvernail.backlog.forms.ranking.many import ManyForm, keys_from
from gouvernail.backlog.forms.ranking.rules import ViewForm, address_of, query_from
from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.assessments.freshness import scales_changed
from gouvernail.backlog.selectors.items.alignment import off_compass_count
from gouvernail.backlog.selectors.ranking.clarify import clarify_first
from gouvernail.backlog.selectors.ranking.matrix import MOST, matrix_of
from gouvernail.backlog.selectors.ranking.runs import ranking_now, weights_of
from gouvernail.backlog.selectors.ranking.saved import views_for
from gouvernail.backlog.selectors.ranking.table import bands, page_of
from gouvernail.backlog.selectors.ranking.words import chip_of, standing_of
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.services.ranking.computing import job_now, ranking_ask, ranking_refresh
from gouvernail.backlog.views.moves import address, back
from gouvernail.jobs.models import Job
from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may

if TYPE_CHECKING:
    from django.core.paginator import Page


@require_safe
def matrix(request: WorkspaceRequest) -> HttpResponse:
    """Show value by complexity, and the same figures as a table."""
    context = _frame(request, "matrix")
    form, _page, found = _table(request)
    rows = found[:MOST]
    context |= {"form": form, "rows": rows, "matrix": matrix_of(row["item"] for row in rows)}
    return answer(request, "backlog/ranking/matrix.html", context)


@require_POST
def ranking_refresh_now(request: WorkspaceRequest) -> HttpResponse:
    """Have the ranks computed again."""
    found = ranking_ask(actor=request.member)
    text = _("A worker computes the ranks.") if isinstance(found, Job) else _("The ranks are those of now.")
    said(request, text)
    return back(request, address(request, "backlog"))


def backlog_page(request: WorkspaceRequest, refused: ManyForm | None = None) -> HttpResponse:
    """Show the backlog by rank: filter, sort, choose columns, page by page.

    A change of many items that was refused stands where it was asked for.
    """
    context = _frame(request, "table")
    form, page, rows = _table(request)
    query = query_from(request.GET)
    context |= {
        "form": form,
        "page": page,
        "rows": rows,
        "matrix": matrix_of(row["item"] for row in rows),
        "columns": form.columns,
        "labels": COLUMNS,
        "is_filtered": any(name not in {"sort", "cols"} for name in query),
        "many": refused or (ManyForm() if context["may_edit"] else None),
        "many_errors": bool(refused),
        "chosen": keys_from(request.POST.getlist("item")),
        **_edited(request, rows),
        "view_form": ViewForm(),
        "view_query": address_of(query),
        "views": [(one, address_of(one.query)) for one in views_for(request.member)],
        "clarify": clarify_first(),
    }
    return answer(request, "backlog/ranking/backlog.html", context, part="lines", status=INVALID if refused else 200)


def _frame(request: WorkspaceRequest, tab: str) -> dict[str, Any]:
    """Have the ranks be those of today, and give what every page of the backlog shows."""
    job = ranking_refresh(request.workspace)
    now, rules = ranking_now(), rules_now(request.workspace)
    return {
        "tab": tab,
        "job": job or (job_now() if now is not None and now.job_id else None),
        "ranking": now,
        "rules": rules,
        "places": rules.places,
        "weights": weights_of(rules),
        "bands": bands(),
        "scales": scales_changed(now),
        "off": off_compass_count(),
        "is_empty": not Item.objects.filter(removed_at=None).exists(),
        "may_edit": may(request.member, Right.ITEM_EDIT),
        "may_guess": may(request.member, Right.EFFORT_EDIT),
        "may_rule": may(request.member, Right.RANKING_EDIT),
    }


def _table(request: WorkspaceRequest) -> tuple[BacklogFilter, "Page[int]", list[dict[str, Any]]]:
    form = BacklogFilter(request.GET)
    page, items = page_of(form.wanted_rows(), request.GET.get("page"))
    return form, page, [row_of(item) for item in items]


def _edited(request: WorkspaceRequest, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the row that is changed where it stands, and its form."""
    key = (keys_from([request.GET.get("edit", "")]) or [0])[0]
    item = next((row["item"] for row in rows if row["item"].pk == key), None)
    return {"edited": key, "one_form": ManyForm.of(item) if item is not None else None}


def row_of(item: Item) -> dict[str, Any]:
    """Give what the table shows of an item read by `table.rows_of`."""
    standing = standing_of(item)
    shares = {"top": 100 * standing.certainty, "any": 100 * standing.certainty_any} if standing else {}
    return {"item": item, "standing": standing, "chip": chip_of(item), **shares}
