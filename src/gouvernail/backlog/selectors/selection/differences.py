"""What changes from one scenario to another, as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from gouvernail.backlog.bridge.selection.compared import Compared, Moved
from gouvernail.backlog.selectors.selection.answer import team_names, titles_now


@dataclass(frozen=True, kw_only=True)
class Row:
    """One item of a comparison; `times` is its value after over before, where it changed."""

    key: str
    title: str
    pk: int | None
    days: float
    days_before: float | None
    times: float | None


@dataclass(frozen=True, kw_only=True)
class Differences:
    """What enters, what leaves, what changed; `value` is out of 100 of what the former brought."""

    entered: tuple[Row, ...]
    left: tuple[Row, ...]
    changed: tuple[Row, ...]
    value: float | None
    days: float
    teams: tuple[tuple[str, float], ...]
    is_same: bool

    @property
    def value_sign(self) -> str:
        """Give the sign of a gain: that of a loss comes with its number."""
        return "+" if (self.value or 0) > 0 else ""

    @property
    def days_sign(self) -> str:
        """Give the sign of more days."""
        return "+" if self.days > 0 else ""


def differences_of(change: Compared) -> Differences:
    """Give a comparison with the names of today."""
    titles, teams = titles_now(), team_names()

    def rows(moved: Iterable[Moved]) -> tuple[Row, ...]:
        return tuple(
            Row(
                key=one.key,
                title=titles.get(one.key, (None, ""))[1],
                pk=titles.get(one.key, (None, ""))[0],
                days=one.days,
                days_before=one.days_before,
                times=one.value / one.value_before if one.value_before else None,
            )
            for one in moved
        )

    return Differences(
        entered=rows(change.entered),
        left=rows(change.left),
        changed=rows(change.changed),
        value=None if change.value is None else 100 * change.value,
        days=change.days,
        teams=tuple(sorted((teams.get(team, "–"), days) for team, days in change.by_team.items())),
        is_same=change.is_same,
    )
