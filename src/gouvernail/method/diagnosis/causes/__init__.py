"""From findings to probable causes: an exact noisy-OR network, what moves it, and how much it depends on itself."""

from gouvernail.method.diagnosis.causes.causes import causes_of
from gouvernail.method.diagnosis.causes.evidence import Evidence, evidence_of

__all__ = ["Evidence", "causes_of", "evidence_of"]
