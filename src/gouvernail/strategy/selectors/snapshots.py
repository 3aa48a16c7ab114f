"""The objectives as they stood at one version of the compass, and what differs between two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gouvernail.strategy.models import Compass, Objective

Snapshot = Mapping[str, Any]
FIELDS = ("label", "weight", "measure", "unit", "direction", "baseline", "target", "target_on", "is_active")


def snapshot_of(objectives: Iterable[Objective]) -> list[dict[str, Any]]:
    """Write objectives as a version of the compass keeps them: numbers and days as text, in order."""
    return [{"pk": one.pk, **{name: _plain(getattr(one, name)) for name in FIELDS}} for one in objectives]


@dataclass(frozen=True, kw_only=True)
class Move:
    """What became of one objective between two versions: `added`, `archived`, `restored` or `changed`."""

    kind: str
    label: str
    fields: tuple[tuple[str, Any, Any], ...] = ()  # name, old, new


def moves_between(old: Compass | None, new: Compass) -> list[Move]:
    """List what became of the objectives from one version to the next."""
    before = {one["pk"]: one for one in old.objectives} if old else {}
    found = []
    for one in new.objectives:
        was = before.get(one["pk"])
        if was is None:
            if one["is_active"]:
                found.append(Move(kind="added", label=one["label"]))
        elif was["is_active"] != one["is_active"]:
            found.append(Move(kind="restored" if one["is_active"] else "archived", label=one["label"]))
        elif fields := tuple((name, was[name], one[name]) for name in FIELDS if was[name] != one[name]):
            found.append(Move(kind="changed", label=one["label"], fields=fields))
    return found


def lost_between(old: Compass | None, new: Compass) -> set[int]:
    """Give the keys of the objectives that were active in the former version and are not in the latter."""
    if old is None:
        return set()
    after = {one["pk"] for one in new.objectives if one["is_active"]}
    return {one["pk"] for one in old.objectives if one["is_active"]} - after


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value.isoformat()
