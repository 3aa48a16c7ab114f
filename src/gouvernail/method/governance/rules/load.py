"""R4, R5 and R6: letters on the shoulders of people who are absent, overloaded, or not there."""

from typing import TYPE_CHECKING, ClassVar

from gouvernail.method.governance.finding import Fix, Level, Subject
from gouvernail.method.governance.model import Letter
from gouvernail.method.governance.rule import Rule, register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouvernail.method.governance.finding import Finding
    from gouvernail.method.governance.index import Index
    from gouvernail.method.governance.rule import Variants
    from gouvernail.method.governance.settings import Settings


@register
class Ghosts(Rule):
    """Whoever holds A has shown some activity lately, or has only just arrived."""

    id = "R4"
    code = "ghost"
    variants: ClassVar["Variants"] = {"idle": (Level.WARNING, Fix.HAND_OVER)}

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        """Find the accountable people without activity for as many days as the threshold, or more."""
        for person in index.governance.people:
            duties = index.duties_of(person.id, Letter.ACCOUNTABLE)
            if not duties:
                continue
            seen = max((day for day in (person.last_active_on, person.joined_on) if day is not None), default=None)
            if seen is None:
                continue
            idle = (index.governance.on - seen).days
            if idle >= settings.ghost_days:
                about = (Subject("duty", duty) for duty in duties)
                yield self.broken("idle", Subject("person", person.id), *about, days=idle, limit=settings.ghost_days)


@register
class Overload(Rule):
    """Nobody answers for too many duties, nor has promised more hours than there are."""

    id = "R5"
    code = "overload"
    variants: ClassVar["Variants"] = {
        "duties": (Level.WARNING, Fix.SHARE_ACCOUNTABILITY),
        "hours": (Level.WARNING, Fix.LIGHTEN_LOAD),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        """Find, among active people, more A than the threshold, and declared hours beyond the available."""
        for person in index.governance.people:
            duties = index.duties_of(person.id, Letter.ACCOUNTABLE)
            if not duties and person.declared_hours is None:
                continue
            subject = Subject("person", person.id)
            if len(duties) > settings.overload_duties:
                about = (Subject("duty", duty) for duty in duties)
                yield self.broken("duties", subject, *about, duties=len(duties), limit=settings.overload_duties)
            declared, available = person.declared_hours, person.available_hours
            if person.active and declared is not None and available is not None and declared > available:
                yield self.broken("hours", subject, declared=declared, available=available)


@register
class Orphans(Rule):
    """No duty without anybody; nobody with a role and no duty, but for the roles that ask for none."""

    id = "R6"
    code = "orphan"
    variants: ClassVar["Variants"] = {
        "duty": (Level.ERROR, Fix.NAME_PEOPLE),
        "person": (Level.INFO, Fix.GIVE_DUTY),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        """Find both; somebody without any role is a mere requester, and is left alone."""
        for duty in index.duties:
            if index.is_orphan(duty):
                yield self.broken("duty", Subject("duty", duty))
        busy = {held.person for held in index.running() if held.kind not in settings.exempt_roles}
        for person in busy:
            if not any(index.duties_of(person, letter) for letter in Letter):
                yield self.broken("person", Subject("person", person))
