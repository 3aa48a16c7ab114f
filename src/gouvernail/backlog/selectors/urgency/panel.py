"""The urgency of an item, for its page."""

from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.selectors.urgency.shown import ShownUrgency, urgency_of
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of


def urgency_panel(item: Item, reader: Member) -> ShownUrgency:
    """Give what the page of an item shows of its urgency."""
    return urgency_of(item, reader, rules_now(reader.workspace), today_of(reader))
