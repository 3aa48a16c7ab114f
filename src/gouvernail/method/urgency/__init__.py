"""How long one can wait before half of the value is gone: proved from dated evidence, beside what is claimed."""

from gouvernail.method.urgency.calibration import Calibration, calibration, shrunk
from gouvernail.method.urgency.counted import CAP, NOISE, STEPS, Counted, counted
from gouvernail.method.urgency.evidence import (
    MANDATORY,
    Evidence,
    EvidenceKind,
    Grade,
    ProfileKind,
    grade,
    profile_on,
    security_deadline,
)
from gouvernail.method.urgency.invalid import InvalidEvidence
from gouvernail.method.urgency.profiles import Decline, Erosion, Peak, Profile, discounted, urgency_level
from gouvernail.method.urgency.proof import Proof, Reading, Timing, proof, reading, rises_on

__all__ = [
    "CAP",
    "MANDATORY",
    "NOISE",
    "STEPS",
    "Calibration",
    "Counted",
    "Decline",
    "Erosion",
    "Evidence",
    "EvidenceKind",
    "Grade",
    "InvalidEvidence",
    "Peak",
    "Profile",
    "ProfileKind",
    "Proof",
    "Reading",
    "Timing",
    "calibration",
    "counted",
    "discounted",
    "grade",
    "profile_on",
    "proof",
    "reading",
    "rises_on",
    "security_deadline",
    "shrunk",
    "urgency_level",
]
