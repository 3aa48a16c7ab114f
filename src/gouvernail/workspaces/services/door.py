"""The door of every write: who may pass."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import may


class Forbidden(PermissionDenied):
    """A right is missing; the sentence says which, and which roles have it."""


def require(member: Member, right: Right) -> None:
    """Let the member pass, or refuse.

    Raises
    ------
    Forbidden
        With a sentence that names the right and the roles that have it.
    """
    if may(member, right):
        return
    holders = ", ".join(str(kind.label) for kind in RoleKind if kind in RIGHTS[right])
    raise Forbidden(
        _("You may not do this: “%(right)s”. Ask one of these roles: %(holders)s.")
        % {"right": right.label, "holders": holders}
    )
