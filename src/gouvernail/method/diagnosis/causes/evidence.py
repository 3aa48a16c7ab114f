"""What the network hears: one voice a family."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouvernail.method.diagnosis.verdict import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouvernail.method.diagnosis.finding import Finding
    from gouvernail.method.diagnosis.settings import NetworkFinding, Settings


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding of the network that the data say something of.

    Attributes
    ----------
    finding
        Of the network.
    voice
        The finding of the indicator that speaks for its family.
    q
        What it says: P(the network's finding is present | data), never .5.
    """

    finding: "NetworkFinding"
    voice: "Finding"
    q: float


def evidence_of(findings: "Iterable[Finding]", settings: "Settings") -> tuple[Evidence, ...]:
    """Hear each family once.

    Of the indicators of a family the one with the greatest |q - .5| speaks (method.md section 6.3), so that several
    measures of one thing do not count several times. A family that says nothing is left out altogether: q = .5
    neither accuses nor excuses.
    """
    known = {finding.id: finding for finding in findings}
    heard = []
    for finding in settings.network.findings:
        voice = loudest([known[one] for one in finding.indicators if one in known], settings)
        if voice is not None:
            heard.append(Evidence(finding, voice, capped(voice, settings)))
    return tuple(heard)


def loudest(family: "Sequence[Finding]", settings: "Settings") -> "Finding | None":
    """Give the finding that speaks for a family; None when all of them have q = .5.

    Of two that are equally far from .5, the first of the family speaks. One that is not heard alone (`alone = false`
    in the settings) speaks only when another of the family has something to say too.
    """
    speaking = [finding for finding in family if capped(finding, settings) != UNKNOWN]
    if not any(settings.threshold(finding.id).alone for finding in speaking):
        return None
    return max(speaking, key=lambda finding: abs(capped(finding, settings) - UNKNOWN))


def capped(finding: "Finding", settings: "Settings") -> float:
    """Give q within what the indicator may claim (`most_q`)."""
    most = settings.threshold(finding.id).most_q
    return min(max(finding.q, 1 - most), most)
