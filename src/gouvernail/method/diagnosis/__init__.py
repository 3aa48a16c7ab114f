"""Why the roadmap does not deliver: 36 indicators, four symptoms, twelve causes, and what cannot be said."""

from gouvernail.method.diagnosis.diagnose import diagnose
from gouvernail.method.diagnosis.diagnosis import Cause, Contribution, Diagnosis, Promises, Symptom
from gouvernail.method.diagnosis.finding import Finding, Verdict

__all__ = ["Cause", "Contribution", "Diagnosis", "Finding", "Promises", "Symptom", "Verdict", "diagnose"]
