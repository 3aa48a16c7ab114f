"""The register of decisions: the list, one decision, and its files."""

import csv
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scope

from gouvernail.decisions.choices.decisions import tone_of
from gouvernail.decisions.forms.register import RegisterFilter
from gouvernail.decisions.models import Decision
from gouvernail.decisions.selectors.overrides import overview
from gouvernail.decisions.selectors.register import (
    PAGE,
    decisions_on,
    details_of,
    head_now,
    links_of,
    people_in,
    register_wanted,
    reversed_now,
    standing,
)
from gouvernail.decisions.selectors.subjects import decide_of, page_of
from gouvernail.exchange.chain import lines_of
from gouvernail.web.fragments import answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Workspace
from gouvernail.workspaces.selectors.rights import may, today_of

_AT_ONCE = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def decision_list(request: WorkspaceRequest) -> HttpResponse:
    """List decisions in plain sentences, the last one first."""
    form = RegisterFilter(request.GET)
    wanted, today = form.wanted(), today_of(request.member)
    page = Paginator(register_wanted(wanted, today), PAGE).get_page(request.GET.get("page"))
    count, head = head_now()
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "lines": _lines(list(page), request.workspace),
        "is_filtered": any(query.values()),
        "query": query.urlencode(),
        "about": next((one.subject_label for one in page), "") if wanted.subject_id else "",
        "count": count,
        "head": head,
        "today": today,
        "overview": overview(timezone.now()),
    }
    return answer(request, "decisions/decision_list.html", context, part="found")


@require_safe
def decision_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show one decision with all that was known, for ever at this address."""
    rows = Decision.objects.select_related("signed_by__user", "reverses", "meeting__ritual")
    decision = get_object_or_404(rows, pk=pk)
    against = reversed_now()
    others = decisions_on(decision.subject_type, decision.subject_id)
    context = {
        "decision": decision,
        "tone": tone_of(decision.verdict),
        "details": details_of(decision, people_in([decision])),
        "against": next((one for one in others if one.pk == against.get(decision.pk)), None),
        "reversals": [one for one in others if one.reverses_id == decision.pk],
        "others": [{"row": one, "tone": tone_of(one.verdict)} for one in others if one.pk != decision.pk],
        "is_last": others[0].pk == decision.pk,
        "today": today_of(request.member),
        "subject_page": page_of(decision, request.workspace.slug),
        "decide_page": decide_of(decision, request.workspace.slug) if may(request.member, Right.DECISION_TAKE) else "",
    }
    return render(request, "decisions/decision_detail.html", context)


@require_safe
def decision_export(request: WorkspaceRequest) -> StreamingHttpResponse:
    """Send what the filter finds as CSV, with the names that people have today."""
    found = register_wanted(RegisterFilter(request.GET).wanted(), today_of(request.member))
    lines = _csv(found, request.workspace, translation.get_language(), timezone.get_current_timezone())
    return _file(lines, "text/csv; charset=utf-8", request.workspace, "csv")


@require_safe
def decision_chain(request: WorkspaceRequest) -> StreamingHttpResponse:
    """Send the whole chain as it is kept, for `gouvernail verify`: one record a line, then the head."""
    return _file(_chain(request.workspace), "application/x-ndjson", request.workspace, "jsonl")


def _lines(decisions: list[Decision], workspace: Workspace) -> list[dict[str, Any]]:
    against, people = reversed_now(), people_in(decisions)
    last = set(standing(Decision.objects.filter(pk__in=[one.pk for one in decisions])).values_list("pk", flat=True))
    return [
        {
            "row": one,
            "tone": tone_of(one.verdict),
            "is_reversed": one.pk in against,
            "is_standing": one.pk in last,
            "said": details_of(one, people).said,
            "subject_page": page_of(one, workspace.slug),
        }
        for one in decisions
    ]


def _file(lines: Iterator[str], kind: str, workspace: Workspace, ending: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=kind)
    name = f"{workspace.slug}-decisions-{timezone.localdate():%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _chain(workspace: Workspace) -> Iterator[str]:
    with scope(workspace=workspace):  # that of the request is over when the server asks for the lines
        links = list(links_of(Decision.objects.all()))
    for line in lines_of(links):
        yield f"{line}\n"


class _Echo:
    """Gives back what the writer of the standard library writes."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: QuerySet[Decision], workspace: Workspace, language: str | None, zone: tzinfo) -> Iterator[str]:
    """Write the rows; the reader's language and time zone have left the thread when the server asks for them."""
    writer = csv.writer(_Echo())
    with scope(workspace=workspace), translation.override(language), timezone.override(zone):
        head = [
            _("Key"), _("Decided on"), _("Verdict"), _("Subject"), _("Decision"), _("Reason"), _("Signed by"), _("As"),
            _("To be reviewed on"), _("Goes back on"), _("Against the ranking"), _("Quorum"),
            _("Dissent and abstentions"), _("Seal"),
        ]  # fmt: skip
        found = [list(rows[start : start + _AT_ONCE]) for start in range(0, rows.count(), _AT_ONCE)]
        lines = [_row(one, people) for some in found for people in [people_in(some)] for one in some]
    yield "\ufeff" + writer.writerow(head)
    for line in lines:
        yield writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in line])


def _row(one: Decision, people: dict[str, Any]) -> list[str]:
    said = details_of(one, people).said
    return [
        one.key,
        timezone.localtime(one.at).isoformat(timespec="minutes"),
        one.get_verdict_display(),
        one.subject_label,
        one.sentence,
        one.reason,
        str(one.signed_by),
        one.get_signed_as_display(),
        one.review_on.isoformat() if one.review_on else "",
        one.reverses.key if one.reverses else "",
        _("yes") if one.is_override else _("no"),
        _("yes") if one.has_quorum else _("no"),
        " · ".join(f"{who.name} ({who.stance}) {who.words}".strip() for who in said),
        one.seal,
    ]
