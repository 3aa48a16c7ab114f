"""How often a rank survives the doubt on scores and on weights (SMAA), and what to clarify first."""

from gouvernail.method.robustness.acceptability import Acceptability
from gouvernail.method.robustness.certainty import OUT, SURE, Standing, grey_zone, standings
from gouvernail.method.robustness.clarify import doubt_shares
from gouvernail.method.robustness.confidence import confidence_factors
from gouvernail.method.robustness.pairs import Duel, Turn, duel, turning_weights
from gouvernail.method.robustness.ranking import SAMPLES, Progress, Ranking, rank, rank_twice
from gouvernail.method.robustness.scores import KnownScores, QuantileScores, Scores, StoredScores, known, stored
from gouvernail.method.robustness.weights import (
    KAPPA,
    InvalidWeights,
    Weights,
    agreed,
    between,
    fixed,
    ordered,
    shares,
    uniform,
)

__all__ = [
    "KAPPA",
    "OUT",
    "SAMPLES",
    "SURE",
    "Acceptability",
    "Duel",
    "InvalidWeights",
    "KnownScores",
    "Progress",
    "QuantileScores",
    "Ranking",
    "Scores",
    "Standing",
    "StoredScores",
    "Turn",
    "Weights",
    "agreed",
    "between",
    "confidence_factors",
    "doubt_shares",
    "duel",
    "fixed",
    "grey_zone",
    "known",
    "ordered",
    "rank",
    "rank_twice",
    "shares",
    "standings",
    "stored",
    "turning_weights",
    "uniform",
]
