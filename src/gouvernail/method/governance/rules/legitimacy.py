"""R9, R10 and R11: the decision holds, is not a monologue, and its maker may say no."""

from typing import TYPE_CHECKING, ClassVar

from gouvernail.method.governance.finding import Fix, Level, Subject
from gouvernail.method.governance.model import Letter
from gouvernail.method.governance.quorum import attendees, quorum
from gouvernail.method.governance.rule import Rule, register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouvernail.method.governance.finding import Finding
    from gouvernail.method.governance.index import Index
    from gouvernail.method.governance.rule import Variants
    from gouvernail.method.governance.settings import Settings


@register
class HeldQuorum(Rule):
    """A decision was taken with its quorum. Roles are those of the day of the decision; A is read as it stands."""

    id = "R9"
    code = "quorum"
    variants: ClassVar["Variants"] = {
        "seats": (Level.ERROR, Fix.CONFIRM_DECISION),
        "voters": (Level.ERROR, Fix.CONFIRM_DECISION),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        """Find the seats that stayed empty, and the rooms with too few voters."""
        for decision in index.governance.decisions:
            room = attendees(index, decision.present, decision.voters, on=decision.decided_on)
            found = quorum(room, decision.rule or settings.quorum, voters=len(decision.voters))
            subject = Subject("decision", decision.id)
            if found.missing:
                yield self.broken("seats", subject, *(Subject("seat", seat.id) for seat in found.missing))
            if found.voters_present < found.voters_needed:
                yield self.broken("voters", subject, present=found.voters_present, needed=found.voters_needed)


@register
class Separation(Rule):
    """Nobody asks for an item, scores it and decides on it."""

    id = "R10"
    code = "separation"
    variants: ClassVar["Variants"] = {
        "alone": (Level.WARNING, Fix.WITHDRAW_FROM_DECISION),
        "among_others": (Level.WARNING, Fix.WITHDRAW_FROM_DECISION),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":  # noqa: ARG002
        """Find who did the three; `alone`: nobody else scored nor decided."""
        for decision in index.governance.decisions:
            for person in decision.requesters & decision.raters & decision.deciders:
                alone = len(decision.raters) == len(decision.deciders) == 1
                item = [Subject("item", decision.item)] if decision.item is not None else []
                subjects = (Subject("decision", decision.id), Subject("person", person), *item)
                yield self.broken("alone" if alone else "among_others", *subjects)


@register
class Authority(Rule):
    """Who answers for a duty that arbitrates has declared to be able to refuse a request of any team."""

    id = "R11"
    code = "authority"
    variants: ClassVar["Variants"] = {
        "undeclared": (Level.QUESTION, Fix.DECLARE_MANDATE),
        "partial": (Level.QUESTION, Fix.WIDEN_MANDATE),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":  # noqa: ARG002
        """Ask about each accountable person without mandate, or whose mandate leaves teams out."""
        mandates = {(one.duty, one.person): one for one in index.governance.mandates}
        teams = {team.id for team in index.governance.teams}
        for duty in index.duties.values():
            for person in index.holders(duty.id, Letter.ACCOUNTABLE) if duty.arbitrates else ():
                mandate = mandates.get((duty.id, person))
                subjects = (Subject("duty", duty.id), Subject("person", person))
                if mandate is None:
                    yield self.broken("undeclared", *subjects)
                elif mandate.teams is not None and teams - mandate.teams:
                    left_out = sorted(teams - mandate.teams)
                    about = (Subject("team", team) for team in left_out)
                    yield self.broken("partial", *subjects, *about, teams=len(left_out))
