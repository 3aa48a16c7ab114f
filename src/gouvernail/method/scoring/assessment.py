"""All that the votes of a filter say, each part read on the votes that suit it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.scoring.agreement import Reliability, reliability
from gouvernail.method.scoring.disagreement import Disagreement, disagreement
from gouvernail.method.scoring.distributions import Distributions, distributions
from gouvernail.method.scoring.severity import Severity, severity
from gouvernail.method.scoring.votes import Votes


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """One filter, assessed.

    Attributes
    ----------
    cast, corrected
        Votes as they were cast, and less the severity of their raters.
    distributions
        Of the corrected votes: what is ranked.
    disagreement, reliability
        Of the votes as cast: what people discuss is what they see.
    """

    cast: Votes
    severity: Severity
    corrected: Votes
    distributions: Distributions
    disagreement: Disagreement
    reliability: Reliability

    @property
    def levels(self) -> NDArray[np.float64]:
        """Level of each item: the mean of its distribution, the number to show and to put in points.

        It is the level that robust ranking draws around, so that points and certainty never tell two stories; few
        votes stay near the backlog's mean.
        """
        return self.distributions.mean


def assess(cast: Votes) -> Assessment:
    """Correct the votes of a filter for severity, and give their distributions and their disagreement."""
    severe = severity(cast)
    corrected = severe.corrected(cast)
    return Assessment(cast, severe, corrected, distributions(corrected), disagreement(cast), reliability(cast))
