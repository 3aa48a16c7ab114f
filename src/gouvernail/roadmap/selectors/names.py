"""What objectives and teams were called: the trail keeps names, and names change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from gouvernail.decisions.models import Change
from gouvernail.roadmap.selectors.moments import Moment

Renamed = tuple[str, datetime, str]
"""Key of a row as the trail writes it, the instant at which its name changed, the name until then."""


class Names:
    """The names of the rows of one kind at any instant since a day."""

    def __init__(self, today: Mapping[int, str], renamed: Iterable[Renamed]) -> None:
        self._today = today
        self._until: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
        for key, at, old in renamed:
            if key.isdecimal() and int(key) in today:
                self._until[int(key)].append((at, old))
        for story in self._until.values():
            story.sort(key=lambda one: one[0])

    def at(self, key: int, instant: datetime) -> str:
        """Give what a row was called at an instant; nothing where it is not known."""
        return next((old for at, old in self._until.get(key, ()) if at > instant), self._today.get(key, ""))

    def key_of(self, name: str, instant: datetime) -> int | None:
        """Find what was called so at an instant."""
        return next((key for key in self._today if self.at(key, instant) == name), None)

    def keys_of(self, names: str, instant: datetime) -> tuple[int, ...]:
        """Read a list of names as the trail writes it (`A, B`); a name may hold a comma itself."""
        known = {self.at(key, instant): key for key in self._today}
        found: list[int] = []
        parts = names.split(", ") if names else []
        while parts:
            longest = next((end for end in range(len(parts), 0, -1) if ", ".join(parts[:end]) in known), 0)
            if longest:
                found.append(known[", ".join(parts[:longest])])
            parts = parts[max(longest, 1) :]
        return tuple(found)


def names_since(moment: Moment, today: Mapping[int, str], *, subject: str, field: str) -> Names:
    """Give the names of rows since a day: one query, none for today."""
    if moment.is_today:
        return Names(today, ())
    rows = Change.objects.filter(subject_type=subject, field=field, at__gte=moment.until).exclude(old="")  # added since
    return Names(today, rows.values_list("subject_id", "at", "old"))
