"""R13: no duty hangs on one person by the handful."""

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
class SinglePoint(Rule):
    """No departure leaves more duties without R than the threshold.

    In the graph of duties and the people who hold R on them, such a person is an articulation: their removal cuts the
    duties that nobody else holds from the rest. With one step between a duty and its people, it is enough to count.
    """

    id = "R13"
    code = "single_point"
    variants: ClassVar["Variants"] = {"alone": (Level.WARNING, Fix.ADD_RESPONSIBLE)}

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        """Find the people who are alone with R on too many duties."""
        alone: dict[str, list[str]] = {}
        for duty in index.duties:
            holders = index.holders(duty, Letter.RESPONSIBLE)
            if len(holders) == 1:
                alone.setdefault(holders[0], []).append(duty)
        for person, duties in alone.items():
            if len(duties) > settings.single_point_duties:
                about = (Subject("duty", duty) for duty in sorted(duties))
                figures = {"duties": len(duties), "limit": settings.single_point_duties}
                yield self.broken("alone", Subject("person", person), *about, **figures)
