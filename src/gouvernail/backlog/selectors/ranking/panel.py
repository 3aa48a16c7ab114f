"""Where an item stands, on its own page."""

from typing import Any

from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.ranking.explained import item_explained
from gouvernail.backlog.selectors.ranking.runs import ranking_now
from gouvernail.workspaces.models import Member


def standing_panel(item: Item, _reader: Member) -> dict[str, Any]:
    """Say where an item stands in the last ranking; nothing where it cannot be ranked."""
    if item.objective is None or not item.objective.is_active or item.state not in RANKED:
        return {}
    run = ranking_now()
    return {"found": item_explained(run, item, with_pairs=False) if run is not None else None}
