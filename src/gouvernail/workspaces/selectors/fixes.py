"""Where each fix is made: the page, already filled in, and who may open it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from gouvernail.workspaces.bridge import Finding, Fix
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role
from gouvernail.workspaces.selectors.rights import may, today_of
from gouvernail.workspaces.selectors.subjects import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

_PEOPLE = {Fix.NAME_HOLDER, Fix.NAME_DEPUTY, Fix.NAME_CHAMPION, Fix.LIGHTEN_LOAD}
_ELSEWHERE = {Fix.CONFIRM_DECISION, Fix.WITHDRAW_FROM_DECISION, Fix.CHANGE_RHYTHM}  # done by the room of the subject


class Doors:
    """The fixes of some findings, for one reader."""

    def __init__(self, member: Member, posts: dict[tuple[str, str, str], int]) -> None:
        self._member, self._slug = member, member.workspace.slug
        self._posts = posts
        self._may = {False: may(member, Right.DUTY_EDIT), True: may(member, Right.PEOPLE_EDIT)}
        self._pages: dict[Fix, Callable[[Finding], str]] = {
            Fix.LINK_DUTY: self._new_duty,
            Fix.GIVE_DUTY: self._column,
            Fix.HAND_OVER: self._column,
            Fix.SHARE_ACCOUNTABILITY: self._column,
            Fix.LIGHTEN_LOAD: self._hours,
            Fix.NAME_HOLDER: self._new_role,
            Fix.NAME_CHAMPION: self._new_champion,
            Fix.NAME_DEPUTY: self._deputy,
            Fix.DECLARE_MANDATE: self._mandate,
            Fix.WIDEN_MANDATE: self._mandate,
        }

    def of(self, finding: Finding) -> str:
        """Give the address of a fix; empty where the reader may not open it."""
        if finding.fix in _ELSEWHERE:
            return self._elsewhere(finding)
        if not self._may[finding.fix in _PEOPLE]:
            return ""
        return self._pages.get(finding.fix, self._people_of_duty)(finding)

    def _elsewhere(self, finding: Finding) -> str:
        subject = finding.subjects[0]
        kind = KINDS.get(subject.kind)
        if kind is None or not kind.mend or (kind.right is not None and not may(self._member, kind.right)):
            return ""
        return reverse(kind.mend, args=[self._slug, subject.id])

    def _people_of_duty(self, finding: Finding) -> str:
        return self._page("duty_edit", _first(finding, "duty")) + "#people"

    def _mandate(self, finding: Finding) -> str:
        return self._page("duty_mandate", _first(finding, "duty"), _first(finding, "person"))

    def _new_duty(self, finding: Finding) -> str:
        return self._page("duty_add", data_object=_first(finding, "data_object"))

    def _column(self, finding: Finding) -> str:
        return self._page("duty_matrix", person=_first(finding, "person"))

    def _hours(self, finding: Finding) -> str:
        return self._page("member_edit", _first(finding, "person")) + "#id_declared_hours"

    def _new_role(self, finding: Finding) -> str:
        kind, about = _first(finding, "role"), _first(finding, "data_object")
        return self._page("role_add", kind=kind, data_object=about)

    def _new_champion(self, finding: Finding) -> str:
        return self._page("role_add", kind=RoleKind.CHAMPION.value, team=_first(finding, "team"))

    def _deputy(self, finding: Finding) -> str:
        """Lead to the deputy of the role by which they answer; without any, to a role for them."""
        person, kind = _first(finding, "person"), _first(finding, "role")
        scope = _first(finding, "data_object") or _first(finding, "team")
        post = self._posts.get((person, kind, scope))
        if post is None:
            return self._page("role_add", member=person, kind=kind)
        return self._page("role_edit", str(post)) + "#id_deputy"

    def _page(self, name: str, *keys: str, **query: str) -> str:
        asked = urlencode({field: value for field, value in query.items() if value})
        return reverse(f"workspace:{name}", args=[self._slug, *keys]) + (f"?{asked}" if asked else "")


def doors_for(findings: Iterable[Finding], member: Member) -> Doors:
    """Prepare the doors of some findings: one query, for the roles that lack a deputy."""
    people = {int(_first(one, "person")) for one in findings if one.fix == Fix.NAME_DEPUTY}
    posts: dict[tuple[str, str, str], int] = {}
    if people:
        today = today_of(member)
        for role in Role.objects.filter(member__in=people, starts_on__lte=today).exclude(ends_on__lt=today):
            scope = role.data_object_id if role.kind == RoleKind.DATA_OWNER else role.team_id
            posts.setdefault((str(role.member_id), role.kind, str(scope or "")), role.pk)
    return Doors(member, posts)


def _first(finding: Finding, kind: str) -> str:
    return next((one.id for one in finding.subjects if one.kind == kind), "")
