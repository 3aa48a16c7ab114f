"""What is wrong with the duties today, and what was set aside."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, QuerySet

from gouvernail.workspaces.bridge import Finding, finding_of
from gouvernail.workspaces.choices.findings import FindingLevel
from gouvernail.workspaces.models import Member, Point, SetAside
from gouvernail.workspaces.selectors.judgement import judgement_refresh
from gouvernail.workspaces.selectors.rights import today_of


@dataclass(frozen=True)
class Judged:
    """The findings of one day, read as far as they are asked for.

    Parameters
    ----------
    hidden
        Those that somebody set aside, by digest, whether they still hold or not.
    """

    hidden: dict[str, SetAside]

    def points(self, level: str = "") -> QuerySet[Point]:
        """Give the rows of those to look at, the worst first; of one level, if it is one."""
        rows = Point.objects.exclude(digest__in=list(self.hidden)) if self.hidden else Point.objects.all()
        return rows.filter(level=level) if level in set(FindingLevel) else rows

    @cached_property
    def shown(self) -> list[Finding]:
        """Give all those to look at, the worst first: as many as there are."""
        return [finding_of(point) for point in self.points()]

    @cached_property
    def aside(self) -> list[tuple[Finding, SetAside]]:
        """Give those that somebody set aside, with the reason and the day on which they come back."""
        if not self.hidden:
            return []
        rows = Point.objects.filter(digest__in=list(self.hidden))
        return [(finding_of(point), self.hidden[point.digest]) for point in rows]

    def counts(self) -> list[tuple[FindingLevel, int]]:
        """Count those to look at by level, the worst first; levels without any are left out."""
        rows = self.points().order_by().values_list("level").annotate(number=Count("pk"))
        return _in_order(dict(rows))

    def find(self, digest: str) -> Finding | None:
        """Give the finding of an address, shown or set aside; None once it is mended."""
        point = Point.objects.filter(digest=digest).first()
        return None if point is None else finding_of(point)


def findings_now(member: Member) -> Judged:
    """Check the duties of the member's workspace, unless what was found last still holds: two queries then."""
    today = today_of(member)
    judgement_refresh(member.workspace, today)
    rows = SetAside.objects.filter(ended_at=None, returns_on__gt=today).select_related("by__user")
    return Judged({row.digest: row for row in rows})


def counts_of(findings: Iterable[Finding]) -> list[tuple[FindingLevel, int]]:
    """Count some findings by level, the worst first; levels without any are left out."""
    return _in_order(Counter(one.level.value for one in findings))


def digest_of(key: str) -> str:
    """Give the short name of a finding, as an address and a unique column can hold it."""
    return hashlib.sha256(key.encode()).hexdigest()


def _in_order(numbers: dict[str, int]) -> list[tuple[FindingLevel, int]]:
    return [(level, numbers[level.value]) for level in FindingLevel if numbers.get(level.value)]
