"""One file a subject; the names are gathered here for Django."""

from gouvernail.workspaces.models.duty import Assignment, Duty
from gouvernail.workspaces.models.invitation import Invitation
from gouvernail.workspaces.models.judgement import Judgement, Mark, Point
from gouvernail.workspaces.models.member import Member, Team
from gouvernail.workspaces.models.role import DataObject, Role
from gouvernail.workspaces.models.scoped import Derived, Scoped, now
from gouvernail.workspaces.models.set_aside import SetAside
from gouvernail.workspaces.models.user import User
from gouvernail.workspaces.models.workspace import Workspace

__all__ = [
    "Assignment",
    "DataObject",
    "Derived",
    "Duty",
    "Invitation",
    "Judgement",
    "Mark",
    "Member",
    "Point",
    "Role",
    "Scoped",
    "SetAside",
    "Team",
    "User",
    "Workspace",
    "now",
]
