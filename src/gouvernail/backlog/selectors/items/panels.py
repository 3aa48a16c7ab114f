"""What the other subjects of the backlog say of an item on its page: one function a panel.

Each takes the item and who reads, in a few queries whatever the size, and gives what its template
`backlog/items/panels/<name>.html` shows as `panel`; something false leaves the panel out.
"""

from collections.abc import Callable
from typing import Any

from gouvernail.backlog.models import Item
from gouvernail.workspaces.models import Member

Panel = Callable[[Item, Member], Any]
PANELS: dict[str, Panel] = {}


def panels_of(item: Item, reader: Member) -> dict[str, Any]:
    """Ask every panel what it has to say; those that have nothing are left out."""
    said = {name: panel(item, reader) for name, panel in PANELS.items()}
    return {name: one for name, one in said.items() if one}
