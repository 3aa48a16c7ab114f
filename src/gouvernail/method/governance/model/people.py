"""Who: people, their teams, and the roles that they hold for a time."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class RoleKind(StrEnum):
    """The roles of a workspace; their French names are in the glossary."""

    SPONSOR = "sponsor"
    PRODUCT_OWNER = "product_owner"
    PROXY_PO = "proxy_po"
    DATA_OWNER = "data_owner"
    CHAMPION = "champion"
    BUILDER = "builder"
    REQUESTER = "requester"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace. The roles are the holdings': they are said once.

    Attributes
    ----------
    active
        False once the person has left: a letter that they still hold counts for nobody.
    last_active_on, joined_on
        Last day with any activity, day of arrival; None when unknown. With neither, nobody is called a ghost.
    declared_hours, available_hours
        Hours a week promised to all duties, and hours a week that there are; None when unknown.
    team
        Id of a team.
    """

    id: str
    active: bool = True
    last_active_on: "date | None" = None
    joined_on: "date | None" = None
    declared_hours: float | None = None
    available_hours: float | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """A team; a user team is one that uses the CRM, and so needs a champion."""

    id: str
    is_user_team: bool = True


@dataclass(frozen=True, slots=True)
class Holding:
    """One person holds one role, from a day to a day.

    Attributes
    ----------
    scope
        Id of a data object for a Data Owner, of a team for any other role; None = the whole workspace (for a champion:
        the champion's own team).
    starts_on, ends_on
        Both days included; None = without limit.
    deputy
        Id of the person who stands in.
    """

    kind: RoleKind
    person: str
    scope: str | None = None
    starts_on: "date | None" = None
    ends_on: "date | None" = None
    deputy: str | None = None

    def runs_on(self, day: "date") -> bool:
        """Tell whether the term covers a day."""
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)
