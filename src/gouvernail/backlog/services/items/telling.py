"""Have Data Owners told of items about their data. Who tells them stands in a higher room, named in the settings."""

from django.conf import settings
from django.utils.module_loading import import_string

from gouvernail.backlog.models import Item
from gouvernail.workspaces.models import Member


def data_owners_tell(item: Item, actor: Member) -> None:
    """Have who answers for the data of an item told of it, in the caller's transaction."""
    if item.data_object_id is not None:
        import_string(settings.DATA_TOLD)(item=item, actor=actor)
