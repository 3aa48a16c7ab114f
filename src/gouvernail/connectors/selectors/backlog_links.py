"""What the links between the rows of an import become: prerequisites of items, but for those that cannot be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.imported import batches, known
from gouvernail.backlog.selectors.items.needs import needs_there, without_circles
from gouvernail.connectors.bridge.backlog import ForeignLink
from gouvernail.connectors.choices import BacklogKind
from gouvernail.connectors.models import BacklogImport
from gouvernail.decisions.models import Change

SHOWN = 50  # of each list of the page
_AT_ONCE = 500
_SUBJECT = Item._meta.label_lower  # noqa: SLF001  # Django's public door to a model's name
_Node = int | str  # key of the row of an item that is there, or key in the other tool of one that comes


@dataclass
class LinksPlan:
    """What becomes of links. A list a reason; `kept` are the pairs to write, of keys of rows where they are there."""

    kept: list[tuple[_Node, _Node]] = field(default_factory=list)
    there: list[ForeignLink] = field(default_factory=list)
    unknown: list[ForeignLink] = field(default_factory=list)  # an end is neither in the import nor in the backlog
    refused: list[ForeignLink] = field(default_factory=list)  # somebody took this prerequisite away here
    left_alone: list[ForeignLink] = field(default_factory=list)  # the row that waits may not be brought up to date
    parts: list[ForeignLink] = field(default_factory=list)  # said by what stands under what, and left out by choice
    circles: list[list[_Node]] = field(default_factory=list)


def links_plan(
    found: BacklogImport, links: Sequence[ForeignLink], origins: Sequence[UUID], coming: Collection[str]
) -> LinksPlan:
    """Say what becomes of the links of an import of items.

    Parameters
    ----------
    coming
        Keys of the rows that are going to be written.
    """
    plan = LinksPlan()
    ends = dict.fromkeys(key for link in links for key in (link.item, link.needs))
    rows = {key: row for key, row in known(Item, origins, ends).items() if row.removed_at is None}
    there, removed = set(needs_there()), _removed_by_hand(rows)
    wanted: list[tuple[_Node, _Node]] = []
    for link in links:
        item, needs = (rows[key].pk if key in rows else key for key in (link.item, link.needs))
        if link.is_part and not found.options.get("parts", True):
            plan.parts.append(link)
        elif not all(key in rows or key in coming for key in (link.item, link.needs)):
            plan.unknown.append(link)
        elif (item, needs) in there:
            plan.there.append(link)
        elif link.needs in rows and (item, rows[link.needs].key) in removed:
            plan.refused.append(link)
        elif link.item in rows and rows[link.item].origin != found.origin and not found.options.get("updates"):
            plan.left_alone.append(link)
        else:
            wanted.append((item, needs))
    plan.kept, plan.circles = without_circles(there, wanted)
    return plan


def links_said(
    found: BacklogImport, links: Sequence[ForeignLink], origins: Sequence[UUID], coming: Mapping[str, str]
) -> dict[str, Any]:
    """Give what becomes of links as the plan of an import keeps it; of requests, only how many there are.

    Parameters
    ----------
    coming
        Key to title of the rows that are going to be written.
    """
    if found.kind != BacklogKind.ITEMS:
        return {"links": {"wanted": len(links)}} if links else {}
    plan = links_plan(found, links, origins, coming)
    counts = {name: len(getattr(plan, name)) for name in LinksPlan.__dataclass_fields__}
    lost = [link.needs if link.item in coming else link.item for link in plan.unknown]
    return {
        "links": {**counts, "wanted": len(links), "of_parts": sum(link.is_part for link in links)},
        "circles": [_said(circle, coming) for circle in plan.circles[:SHOWN]],
        "lost_ends": list(dict.fromkeys(lost))[:SHOWN],
    }


def _removed_by_hand(rows: dict[str, Item]) -> set[tuple[int, str]]:
    """Give the prerequisites that people took away: key of the row of an item, and how the other one is called."""
    found: set[tuple[int, str]] = set()
    for some in batches((str(row.pk) for row in rows.values()), _AT_ONCE):
        gone = Change.objects.filter(subject_type=_SUBJECT, subject_id__in=some, verb="prerequisite_remove")
        found.update((int(key), old.partition(" ")[0]) for key, old in gone.values_list("subject_id", "old"))
    return found


def _said(circle: Sequence[_Node], coming: Mapping[str, str]) -> str:
    """Write a circle by the keys of the other tool, or by ours where a row has none there."""
    rows = Item.objects.in_bulk([one for one in circle if isinstance(one, int)])
    names = [rows[one].foreign_key if isinstance(one, int) else one for one in circle]
    said = [
        rows[one].key if isinstance(one, int) and (not name or name.startswith("~")) else name
        for one, name in zip(circle, names, strict=True)
    ]
    return " → ".join(coming.get(name, name) if name.startswith("~") else name for name in said)
