"""The 36 indicators of method.md section 6.2, in files by the sentence of the article that they measure."""

from gouvernail.method.diagnosis.indicators import (  # noqa: F401  # importing a family registers its indicators
    arbitration,
    benefit,
    cadence,
    egos,
    enthusiasm,
    flow,
    involvement,
    iterations,
    priorities,
    punctuality,
    queue,
    replanning,
    roles,
    strategy,
    text,
    urgency,
)
from gouvernail.method.diagnosis.indicators.measure_all import measure_all

__all__ = ["measure_all"]
