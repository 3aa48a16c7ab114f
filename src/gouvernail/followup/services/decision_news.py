"""Tell those who asked for an item what was decided on it, and why, the same day.

The backlog calls this through settings (DECISIONS_TOLD), in its own transaction.
"""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.selectors.requests.merged import merged_with
from gouvernail.decisions.models import Decision
from gouvernail.followup.choices.words import News
from gouvernail.followup.models import Notice
from gouvernail.followup.selectors.askers import askers_of
from gouvernail.followup.selectors.tidings import decision_said
from gouvernail.workspaces.models import Member

_TITLE = 300


def decision_tell(*, decision: Decision, item: Item) -> None:
    """Tell everybody who has a need that the item answers, here or in what was merged; each once, not who signed."""
    workspace = item.workspace
    day = timezone.localdate(decision.at, ZoneInfo(workspace.time_zone))
    notices = []
    for reader in _concerned(item, decision.signed_by_id):
        with translation.override(reader.user.language):
            notices.append(
                Notice(
                    workspace_id=workspace.pk,
                    member=reader,
                    cause=f"decision:{decision.pk}",
                    kind=News.DECIDED,
                    day=day,
                    title=str(item)[:_TITLE],
                    text=f"{decision_said(decision)}\n{decision.reason}",
                    url=reverse("decisions:decision_detail", args=[workspace.slug, decision.pk]),
                    language=reader.user.language,
                    created_at=timezone.now(),
                )
            )
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def _concerned(item: Item, signer: int) -> Iterable[Member]:
    asked = Request.objects.filter(origins__item=item, removed_at=None).values_list("pk", flat=True)
    keys = askers_of(merged_with(list(asked)))
    rows = Member.objects.filter(Q(pk__in=keys - {signer}), is_active=True, user__is_active=True)
    return rows.select_related("user").order_by("pk")
