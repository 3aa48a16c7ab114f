"""R7: a duty about which everybody is asked is slow, and bypassed."""

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
class Crowd(Rule):
    """Few people are consulted on a duty, and not most of the workspace is consulted or informed."""

    id = "R7"
    code = "crowd"
    variants: ClassVar["Variants"] = {
        "consulted": (Level.INFO, Fix.CONSULT_FEWER),
        "share": (Level.INFO, Fix.INVOLVE_FEWER),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        """Count C, then the share of the active people who hold C or I."""
        for duty in index.duties:
            consulted = index.holders(duty, Letter.CONSULTED)
            involved = {*consulted, *index.holders(duty, Letter.INFORMED)}
            subject = Subject("duty", duty)
            if len(consulted) > settings.crowd_consulted:
                yield self.broken("consulted", subject, consulted=len(consulted), limit=settings.crowd_consulted)
            if len(involved) > settings.crowd_share * len(index.active):
                figures = {"involved": len(involved), "people": len(index.active), "limit": settings.crowd_share}
                yield self.broken("share", subject, **figures)
