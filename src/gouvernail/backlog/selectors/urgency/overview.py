"""What waits for a proof in the whole backlog, and what each team's claims were worth once verified."""

from dataclasses import dataclass
from datetime import date, timedelta

from gouvernail.backlog.bridge.ranking.inputs import Urgent
from gouvernail.backlog.bridge.urgency import NOT_SHOWN, Verified, shifts_from
from gouvernail.backlog.choices.urgency import Grade
from gouvernail.backlog.models import Evidence, Item, Rules
from gouvernail.backlog.selectors.urgency.counted import known_of, urgencies_counted
from gouvernail.backlog.selectors.urgency.shown import evidences_here
from gouvernail.workspaces.models import Member, Team

SOON = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    """What the claims of one team were worth, with the claims behind the figure."""

    team: Team
    shift: float
    count: int
    claims: tuple[Verified, ...]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The page of evidence."""

    expiring: list[Evidence]
    to_verify: list[Evidence]
    unproved: list[tuple[Item, Urgent]]
    teams: list[TeamRow]
    verified: int
    is_calibrated: bool


def overview_on(rules: Rules, today: date, reader: Member) -> Overview:
    """Gather what expires soon, what awaits a second person, what is claimed without proof, and the teams."""
    rows = evidences_here()
    items = _open_items()
    known = known_of(rules, today, items)
    verified = known.verified
    shifts, is_available = shifts_from(verified)
    teams = {one.pk: one for one in Team.objects.all()}
    return Overview(
        expiring=[one for one in rows if one.expires_on <= today + SOON],
        to_verify=[
            one
            for one in rows
            if one.grade == Grade.DOCUMENTED and not one.verdict and reader.pk not in {one.author_id, one.owner_id}
        ],
        unproved=_unproved(items, known.counted(rules, items)),
        teams=[
            TeamRow(
                team=teams[one.team],
                shift=one.shift,
                count=one.count,
                claims=tuple(claim for claim in verified if claim.team == one.team),
            )
            for one in shifts
            if one.team in teams
        ]
        if is_available
        else [],
        verified=len(verified),
        is_calibrated=is_available,
    )


def unproved_on(rules: Rules, today: date) -> list[tuple[Item, Urgent]]:
    """List the items whose urgency is claimed far above what is proved, the widest gap first."""
    items = _open_items()
    return _unproved(items, urgencies_counted(rules, today, items))


def _open_items() -> dict[int, Item]:
    rows = Item.objects.filter(removed_at=None, state__in=("open", "started")).select_related("objective")
    return {one.pk: one for one in rows.order_by("number")}


def _unproved(items: dict[int, Item], counted: list[Urgent]) -> list[tuple[Item, Urgent]]:
    found = [(items[one.item], one) for one in counted if NOT_SHOWN in one.flags]
    return sorted(found, key=lambda pair: (pair[1].mean - (pair[1].claimed or 0), pair[0].number))
