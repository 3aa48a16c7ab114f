"""Two answers side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One item that enters, leaves, or has other figures: what it brings and takes, before and after."""

    key: str
    value: float
    days: float
    value_before: float | None = None
    days_before: float | None = None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What changes from one answer to another; `value` is a share of what the former brought, None where that is 0."""

    entered: tuple[Moved, ...]
    left: tuple[Moved, ...]
    changed: tuple[Moved, ...]
    value: float | None
    days: float
    by_team: Mapping[str, float]

    @property
    def is_same(self) -> bool:
        """Whether the same items are in, with the same figures."""
        return not (self.entered or self.left or self.changed)


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> Compared | None:
    """Compare what `answered` gave twice; None where one of them was written by a version that is not read any more."""
    from gouvernail.method.selection import Selection, compare

    try:
        old, new = Selection.from_data(before["selection"]), Selection.from_data(after["selection"])
    except (KeyError, ValueError):
        return None
    found = compare(old, new)
    return Compared(
        entered=tuple(Moved(key=one.key, value=one.value, days=one.cost) for one in found.entered),
        left=tuple(Moved(key=one.key, value=one.value, days=one.cost) for one in found.left),
        changed=tuple(
            Moved(key=one.key, value=one.value, days=one.cost, value_before=was.value, days_before=was.cost)
            for was, one in found.changed
        ),
        value=found.value / old.value if old.value else None,
        days=found.cost,
        by_team=found.by_team,
    )
