"""R1 and R2: one person answers for a duty, and somebody does it."""

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
class OneAccountable(Rule):
    """Exactly one active person holds A on each duty. Source: [L] PMBOK, RACI."""

    id = "R1"
    code = "duty_accountable"
    variants: ClassVar["Variants"] = {
        "none": (Level.ERROR, Fix.NAME_ACCOUNTABLE),
        "left": (Level.ERROR, Fix.NAME_ACCOUNTABLE),
        "several": (Level.ERROR, Fix.KEEP_ONE_ACCOUNTABLE),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":  # noqa: ARG002
        """Count the A of each duty; `left`: who held it is no longer active."""
        for duty in index.duties:
            holders = index.holders(duty, Letter.ACCOUNTABLE)
            gone = index.gone(duty, Letter.ACCOUNTABLE)
            if len(holders) == 1:
                continue
            variant = "several" if holders else "left" if gone else "none"
            people = [Subject("person", person) for person in holders or gone]
            yield self.broken(variant, Subject("duty", duty), *people, accountable=len(holders))


@register
class SomeResponsible(Rule):
    """At least one active person holds R on each duty; the accountable one may, by a letter of its own."""

    id = "R2"
    code = "duty_responsible"
    variants: ClassVar["Variants"] = {
        "none": (Level.ERROR, Fix.NAME_RESPONSIBLE),
        "left": (Level.ERROR, Fix.NAME_RESPONSIBLE),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":  # noqa: ARG002
        """Find the duties without R; `left`: who held it is no longer active."""
        for duty in index.duties:
            if index.holders(duty, Letter.RESPONSIBLE):
                continue
            gone = [Subject("person", person) for person in index.gone(duty, Letter.RESPONSIBLE)]
            yield self.broken("left" if gone else "none", Subject("duty", duty), *gone)
