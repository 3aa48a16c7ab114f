"""How often it is decided against the ranking or outside a session, and by which roles. Never by person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from gouvernail.decisions.models import Decision
from gouvernail.workspaces.choices.words import RoleKind

OVER = timedelta(days=365)  # [choice] a year: a quarter holds too few decisions for a share


@dataclass(frozen=True, kw_only=True)
class RoleShare:
    """What one role signed.

    Parameters
    ----------
    share
        Of all the decisions against the ranking, those of this role; 0 to 1.
    """

    label: str
    decisions: int
    overrides: int
    share: float


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Counts over a year; shares go from 0 to 1."""

    decisions: int
    overrides: int
    outside: int
    without_quorum: int
    roles: tuple[RoleShare, ...]

    @property
    def override_share(self) -> float:
        """Give the share of the decisions that go against the ranking."""
        return self.overrides / self.decisions if self.decisions else 0.0

    @property
    def outside_share(self) -> float:
        """Give the share of the decisions taken outside a session."""
        return self.outside / self.decisions if self.decisions else 0.0


def overview(now: datetime) -> Overview:
    """Count a year of decisions by the role that signed: one query."""
    rows = (
        Decision.objects.filter(at__gt=now - OVER)
        .order_by()
        .values("signed_as")
        .annotate(
            decisions=Count("pk"),
            overrides=Count("pk", filter=Q(is_override=True)),
            outside=Count("pk", filter=Q(meeting=None)),
            quorate=Count("pk", filter=Q(has_quorum=True)),
        )
    )
    found = list(rows)
    overrides = sum(row["overrides"] for row in found)
    roles = [
        RoleShare(
            label=str(RoleKind(row["signed_as"]).label) if row["signed_as"] in RoleKind.values else row["signed_as"],
            decisions=row["decisions"],
            overrides=row["overrides"],
            share=row["overrides"] / overrides if overrides else 0.0,
        )
        for row in found
    ]
    total = sum(row["decisions"] for row in found)
    return Overview(
        decisions=total,
        overrides=overrides,
        outside=sum(row["outside"] for row in found),
        without_quorum=total - sum(row["quorate"] for row in found),
        roles=tuple(sorted(roles, key=lambda one: (-one.overrides, -one.decisions, one.label))),
    )
