"""From votes to a priority that can be explained: three filters, never a lone average."""

from gouvernail.method.scoring.agreement import Reliability, ReliabilityState, agreement, reliability
from gouvernail.method.scoring.assessment import Assessment, assess
from gouvernail.method.scoring.disagreement import Disagreement, Reason, disagreement
from gouvernail.method.scoring.distributions import (
    BETWEEN_CODES,
    Distributions,
    certain,
    codes_of,
    distributions,
    from_cumulated,
    levels_of,
    quantiles,
)
from gouvernail.method.scoring.dominance import Inversion, inversions, pareto_layers
from gouvernail.method.scoring.hints import (
    Hint,
    HintKind,
    central_hints,
    halo_hints,
    own_team_hints,
    senior_hints,
)
from gouvernail.method.scoring.invalid import InvalidScores
from gouvernail.method.scoring.objectives import Gate, Value, gates, shares, units, value
from gouvernail.method.scoring.points import (
    EQUAL,
    Comparison,
    Parts,
    Weights,
    comparison,
    contributions,
    ordered_weights,
    points,
)
from gouvernail.method.scoring.scales import Scale
from gouvernail.method.scoring.severity import Severity, SeverityState, severity
from gouvernail.method.scoring.teams import Gap, gap, item_gap
from gouvernail.method.scoring.votes import Confidence, Filter, Votes, votes

__all__ = [
    "BETWEEN_CODES",
    "EQUAL",
    "Assessment",
    "Comparison",
    "Confidence",
    "Disagreement",
    "Distributions",
    "Filter",
    "Gap",
    "Gate",
    "Hint",
    "HintKind",
    "InvalidScores",
    "Inversion",
    "Parts",
    "Reason",
    "Reliability",
    "ReliabilityState",
    "Scale",
    "Severity",
    "SeverityState",
    "Value",
    "Votes",
    "Weights",
    "agreement",
    "assess",
    "central_hints",
    "certain",
    "codes_of",
    "comparison",
    "contributions",
    "disagreement",
    "distributions",
    "from_cumulated",
    "gap",
    "gates",
    "halo_hints",
    "inversions",
    "item_gap",
    "levels_of",
    "ordered_weights",
    "own_team_hints",
    "pareto_layers",
    "points",
    "quantiles",
    "reliability",
    "senior_hints",
    "severity",
    "shares",
    "units",
    "value",
    "votes",
]
