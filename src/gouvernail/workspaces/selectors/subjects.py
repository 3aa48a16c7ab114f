"""What findings are about: how to name it and where its page is. Rooms above register their own kinds when ready."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import DataObject, Duty, Member, Team

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of thing that a finding may be about.

    Parameters
    ----------
    rows
        Gives the rows of the scope's workspace; each prints as its name.
    page
        Name of the address of its page, which takes the workspace and the key; empty where it has none.
    mend, right
        Name of the address where it is changed, and who may: for kinds of other rooms.
    """

    rows: "Callable[[], QuerySet[Model]]"
    page: str = ""
    mend: str = ""
    right: Right | None = None


KINDS: dict[str, Kind] = {
    "duty": Kind(rows=Duty.objects.all, page="workspace:duty"),
    "person": Kind(rows=lambda: Member.objects.select_related("user"), page="workspace:person"),
    "team": Kind(rows=Team.objects.all),
    "data_object": Kind(rows=DataObject.objects.all),
}


def register(name: str, kind: Kind) -> None:
    """Add a kind of thing that findings may be about."""
    KINDS[name] = kind
