"""What awaits a person in each of their workspaces, said on its card. Rooms register what they know when ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_scopes import scope

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, Role
from gouvernail.workspaces.selectors.first_steps import steps_for
from gouvernail.workspaces.selectors.people import running_on
from gouvernail.workspaces.selectors.rights import may, today_of

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Awaits:
    """One thing that awaits, and where."""

    text: str
    url_name: str


Provider = Callable[[Member], Iterable[Awaits]]
_PROVIDERS: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Add something that awaits people; it is called in the scope of each of their workspaces, a few cheap queries."""
    _PROVIDERS[name] = provider


def awaiting(member: Member) -> list[Awaits]:
    """List what awaits a member in their workspace."""
    with scope(workspace=member.workspace):
        return [one for provider in _PROVIDERS.values() for one in provider(member)]


def steps_left(member: Member) -> list[Awaits]:
    """Say how many first steps are still to do, to those who may do them."""
    if not may(member, Right.WORKSPACE_EDIT):
        return []
    left = sum(not seen.is_done for seen in steps_for(member))
    if not left:
        return []
    text = ngettext("%(n)d first step to take", "%(n)d first steps to take", left) % {"n": left}
    return [Awaits(text, "workspace:workspace_start")]


def terms_ending(member: Member) -> list[Awaits]:
    """Say which of one's roles end within a month."""
    today = today_of(member)
    ending = running_on(today).filter(member=member, ends_on__lte=today + SOON).select_related("team", "data_object")
    return [_ending(role, date_format(role.ends_on)) for role in ending.order_by("ends_on") if role.ends_on]


def _ending(role: Role, day: str) -> Awaits:
    return Awaits(_("Your role “%(role)s” ends on %(day)s") % {"role": role, "day": day}, "workspace:people")
