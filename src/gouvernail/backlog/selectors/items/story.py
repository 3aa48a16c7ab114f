"""The whole story of one item, for its page."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gouvernail.backlog.models import Attachment, Comment, Effort, Item, Link
from gouvernail.backlog.selectors.items.asked import Demand, demand_for
from gouvernail.backlog.selectors.items.listing import items_here
from gouvernail.backlog.selectors.items.panels import panels_of
from gouvernail.decisions.models import Change
from gouvernail.decisions.selectors.trail import Act, changes_after, in_acts, in_words
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Member, Team
from gouvernail.workspaces.selectors.people import running_on
from gouvernail.workspaces.selectors.rights import today_of

_LAST = 5  # acts shown on the page of the item
_SUBJECT = Item._meta.label_lower  # noqa: SLF001  # Django's public door to a model's name


@dataclass(frozen=True, kw_only=True)
class Story:
    """One item with all that is known of it; `panels` come from the other subjects of the backlog."""

    item: Item
    also_serves: tuple[Objective, ...]
    teams: tuple[Team, ...]
    demand: Demand
    needs: tuple[Item, ...]
    opens: tuple[Item, ...]
    efforts: tuple[Effort, ...]
    data_owners: tuple[Member, ...]
    comments: tuple[Comment, ...]
    attachments: tuple[Attachment, ...]
    links: tuple[Link, ...]
    last_acts: tuple[Act, ...]
    panels: dict[str, Any]

    @property
    def is_off_compass(self) -> bool:
        """Tell whether it serves nothing that the compass has today."""
        return self.item.objective is None or not self.item.objective.is_active

    @property
    def waits_for(self) -> tuple[Item, ...]:
        """Give the needs that are not done yet."""
        return tuple(one for one in self.needs if one.state != "done")

    @property
    def effort_low(self) -> Decimal:
        """Add the low guesses of all teams."""
        return sum((one.low for one in self.efforts), Decimal(0))

    @property
    def effort_high(self) -> Decimal:
        """Add the high guesses of all teams."""
        return sum((one.high for one in self.efforts), Decimal(0))


def item_get(key: int) -> Item | None:
    """Find an item of the scope's workspace that was not removed, with what its head shows."""
    rows = items_here().select_related("objective", "owner__user", "data_object", "claimed_by", "author__user")
    return rows.filter(pk=key).first()


def story_of(item: Item, reader: Member) -> Story:
    """Gather the story of an item: as many queries for a long one as for a short one, but for chains of merges."""
    return Story(
        item=item,
        also_serves=tuple(item.also_serves.all()),
        teams=tuple(item.teams.all()),
        demand=demand_for(item),
        needs=tuple(items_here().filter(needed_by__item=item).select_related("objective").order_by("number")),
        opens=tuple(items_here().filter(needs__needs=item).select_related("objective").order_by("number")),
        efforts=tuple(item.efforts.select_related("team").order_by("team__name")),
        data_owners=data_owners_of(item.data_object, reader),
        comments=comments_of(item=item),
        attachments=tuple(item.attachments.filter(removed_at=None).select_related("author__user")),
        links=tuple(item.links.all()),
        last_acts=tuple(acts_on(item)[0][:_LAST]),
        panels=panels_of(item, reader),
    )


def comments_of(**about: Any) -> tuple[Comment, ...]:
    """List the comments of an item (`item=`) or of a request (`request=`), the first said first."""
    rows = Comment.objects.filter(removed_at=None, **about).select_related("author__user")
    return tuple(rows.prefetch_related("mentions__user"))


def data_owners_of(data_object: DataObject | None, reader: Member) -> tuple[Member, ...]:
    """List who answers for a kind of data today."""
    if data_object is None:
        return ()
    roles = running_on(today_of(reader)).filter(
        kind=RoleKind.DATA_OWNER, data_object=data_object, member__is_active=True
    )
    return tuple(role.member for role in roles.select_related("member__user").order_by("member__user__name"))


def acts_on(item: Item, cursor: str = "") -> tuple[list[Act], str]:
    """Give one page of what was done to an item, newest first, and the cursor of the next."""
    rows = Change.objects.filter(subject_type=_SUBJECT, subject_id=str(item.pk)).select_related("actor__user")
    found, after = changes_after(rows, cursor)
    return in_acts(in_words(found)), after
