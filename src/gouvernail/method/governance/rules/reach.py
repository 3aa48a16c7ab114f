"""R8: every objective, data object and open item reaches an accountable person."""

from typing import TYPE_CHECKING, ClassVar

from gouvernail.method.governance.finding import Fix, Level, Subject
from gouvernail.method.governance.model import Letter, MatterKind
from gouvernail.method.governance.rule import Rule, register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouvernail.method.governance.finding import Finding
    from gouvernail.method.governance.index import Index
    from gouvernail.method.governance.rule import Variants
    from gouvernail.method.governance.settings import Settings


@register
class Reach(Rule):
    """From each matter, by its duty, to an active person who holds A."""

    id = "R8"
    code = "out_of_reach"
    variants: ClassVar["Variants"] = {
        "no_duty": (Level.ERROR, Fix.LINK_DUTY),
        "no_accountable": (Level.ERROR, Fix.NAME_ACCOUNTABLE),
    }

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":  # noqa: ARG002
        """Find the matters without duty, and those whose duties have no A."""
        about = _duties_by_matter(index)
        answered = {duty for duty in index.duties if index.holders(duty, Letter.ACCOUNTABLE)}
        for matter in index.governance.matters:
            duties = [matter.duty] if matter.duty is not None else sorted(about.get((matter.kind, matter.id), ()))
            subject = Subject(matter.kind.value, matter.id)
            if not duties:
                yield self.broken("no_duty", subject)
            elif answered.isdisjoint(duties):
                yield self.broken("no_accountable", subject, *(Subject("duty", duty) for duty in duties))


def _duties_by_matter(index: "Index") -> dict[tuple[MatterKind, str], list[str]]:
    about: dict[tuple[MatterKind, str], list[str]] = {}
    for duty in index.duties.values():
        if duty.data_object is not None:
            about.setdefault((MatterKind.DATA_OBJECT, duty.data_object), []).append(duty.id)
        if duty.objective is not None:
            about.setdefault((MatterKind.OBJECTIVE, duty.objective), []).append(duty.id)
    return about
