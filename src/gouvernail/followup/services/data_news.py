"""Tell Data Owners that an item is about their data: they are heard before the build.

The backlog calls this through settings (DATA_TOLD), in its own transaction. What is not read in the product goes with
the next letter of the week (see `selectors.tidings`).
"""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone, translation

from gouvernail.backlog.models import Item
from gouvernail.followup.choices.words import News
from gouvernail.followup.models import Notice
from gouvernail.followup.selectors.tidings import data_cause, data_said
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.people import running_on

_TITLE = 300


def data_owners_tell(*, item: Item, actor: Member) -> None:
    """Tell who answers today for the data of an item, once an item and a kind of data; not who wrote it."""
    about = item.data_object
    if about is None:
        return
    day = timezone.localdate(timezone=ZoneInfo(item.workspace.time_zone))
    roles = running_on(day).filter(kind=RoleKind.DATA_OWNER, data_object=about, member__is_active=True)
    readers = Member.objects.filter(pk__in=roles.values("member")).exclude(pk=actor.pk).select_related("user")
    notices = []
    for reader in readers.order_by("pk"):
        with translation.override(reader.user.language):
            notices.append(
                Notice(
                    workspace_id=item.workspace_id,
                    member=reader,
                    cause=data_cause(item, about),
                    kind=News.NEW,
                    day=timezone.localdate(item.created_at),
                    title=str(item)[:_TITLE],
                    text=data_said(about),
                    url=reverse("backlog:item_detail", args=[item.workspace.slug, item.pk]),
                    language=reader.user.language,
                    created_at=timezone.now(),  # the clock of the services: the demonstration plays its past by it
                )
            )
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
