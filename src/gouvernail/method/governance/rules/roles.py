"""R3 and R12: the roles are held, those who answer have a deputy, every user team has its champion."""

from typing import TYPE_CHECKING, ClassVar

from gouvernail.method.governance.finding import Fix, Level, Subject
from gouvernail.method.governance.model import Letter, MatterKind, RoleKind
from gouvernail.method.governance.rule import Rule, register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouvernail.method.governance.finding import Finding
    from gouvernail.method.governance.index import Index
    from gouvernail.method.governance.model import Holding
    from gouvernail.method.governance.rule import Variants
    from gouvernail.method.governance.settings import Settings

Post = tuple[RoleKind, str | None]
_ANY_SCOPE = ""  # no id is empty


@register
class RolesHeld(Rule):
    """Every required role is held by an active person; whoever holds A has a deputy.

    Required are the roles of the settings, those that a duty names, and a Data Owner for each data object. The deputy
    is looked for in the holdings by which the person answers for the duty.
    """

    id = "R3"
    code = "role_held"
    variants: ClassVar["Variants"] = {
        "vacant": (Level.ERROR, Fix.NAME_HOLDER),
        "ended": (Level.ERROR, Fix.NAME_HOLDER),
        "no_deputy": (Level.WARNING, Fix.NAME_DEPUTY),
        "deputy_left": (Level.WARNING, Fix.NAME_DEPUTY),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        """Find vacancies (`ended`: somebody held it before), then accountable people without deputy."""
        yield from self._vacancies(index, settings)
        yield from self._deputies(index)

    def _vacancies(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        running, known = _posts(index.running()), _posts(index.governance.holdings)
        for kind, scope in _required(index, settings):
            if not _is_among(running, (kind, scope)):
                variant = "ended" if _is_among(known, (kind, scope)) else "vacant"
                yield self.broken(variant, *_post(kind, scope))

    def _deputies(self, index: "Index") -> "Iterator[Finding]":
        missing: dict[tuple[str, Holding | None], list[str]] = {}
        for duty in index.duties.values():
            for person in index.holders(duty.id, Letter.ACCOUNTABLE):
                covering = index.covering(person, duty)
                if not any(held.deputy in index.active for held in covering):
                    missing.setdefault((person, covering[0] if covering else None), []).append(duty.id)
        for (person, held), duties in missing.items():
            variant = "deputy_left" if held and held.deputy else "no_deputy"
            post = _post(held.kind, held.scope) if held else ()
            about = (Subject("duty", duty) for duty in sorted(duties))
            yield self.broken(variant, Subject("person", person), *post, *about, duties=len(duties))


def _posts(holdings: "Iterable[Holding]") -> set[Post]:
    held: set[Post] = {(one.kind, one.scope) for one in holdings}
    return held | {(kind, _ANY_SCOPE) for kind, _ in held}


def _required(index: "Index", settings: "Settings") -> list[Post]:
    posts: set[Post] = {(kind, None) for kind in settings.required_roles}
    for duty in index.duties.values():
        if duty.role is not None:
            posts.add((duty.role, duty.data_object if duty.role == RoleKind.DATA_OWNER else None))
    matters = index.governance.matters
    posts |= {(RoleKind.DATA_OWNER, one.id) for one in matters if one.kind == MatterKind.DATA_OBJECT}
    return sorted(posts, key=lambda post: (post[0], post[1] or ""))


def _is_among(posts: set[Post], wanted: Post) -> bool:
    kind, scope = wanted
    return (kind, _ANY_SCOPE) in posts if scope is None else bool(posts & {(kind, scope), (kind, None)})


def _post(kind: RoleKind, scope: str | None) -> tuple[Subject, ...]:
    role = Subject("role", kind)
    if scope is None:
        return (role,)
    return (role, Subject("data_object" if kind == RoleKind.DATA_OWNER else "team", scope))


@register
class Champions(Rule):
    """Each user team has at least one champion: one for that team, or one without scope who belongs to it."""

    id = "R12"
    code = "champions"
    variants: ClassVar["Variants"] = {"none": (Level.WARNING, Fix.NAME_CHAMPION)}

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":  # noqa: ARG002
        """Find the user teams for which nobody speaks."""
        heard = {
            held.scope or index.people[held.person].team for held in index.running() if held.kind == RoleKind.CHAMPION
        }
        for team in index.governance.teams:
            if team.is_user_team and team.id not in heard:
                yield self.broken("none", Subject("team", team.id))
