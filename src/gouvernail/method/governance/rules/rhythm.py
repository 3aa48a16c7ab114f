"""Cadence: the rituals are held when they were planned."""

from typing import TYPE_CHECKING, ClassVar

from gouvernail.method.governance.cadence import cadence
from gouvernail.method.governance.finding import Fix, Level, Subject
from gouvernail.method.governance.rule import Rule, register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouvernail.method.governance.finding import Finding
    from gouvernail.method.governance.index import Index
    from gouvernail.method.governance.model import Meeting
    from gouvernail.method.governance.rule import Variants
    from gouvernail.method.governance.settings import Settings


@register
class Rhythm(Rule):
    """Enough of the planned meetings of a ritual are held within the tolerance."""

    id = "cadence"
    code = "cadence"
    variants: ClassVar["Variants"] = {"slipping": (Level.WARNING, Fix.CHANGE_RHYTHM)}

    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        """Find the rituals below the threshold, once enough meetings were planned to say so."""
        rituals: dict[str, list[Meeting]] = {}
        for meeting in index.governance.meetings:
            rituals.setdefault(meeting.ritual, []).append(meeting)
        for ritual, meetings in rituals.items():
            found = cadence(meetings, on=index.governance.on, settings=settings)
            if found.slipping:
                figures = {"on_time": found.on_time, "planned": found.planned, "limit": settings.least_adherence}
                yield self.broken("slipping", Subject("ritual", ritual), **figures)
