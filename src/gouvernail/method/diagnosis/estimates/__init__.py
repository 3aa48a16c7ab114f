"""Figures with what the data let one say of them: value, 95 % interval, q = P(beyond the red threshold | data)."""

from gouvernail.method.diagnosis.estimates.concentration import ConcentrationEstimate, concentration, gini, hhi
from gouvernail.method.diagnosis.estimates.estimate import Estimate, Side
from gouvernail.method.diagnosis.estimates.mann_kendall import MannKendall, mann_kendall
from gouvernail.method.diagnosis.estimates.proportion import proportion, wilson
from gouvernail.method.diagnosis.estimates.quantile import median, quantile
from gouvernail.method.diagnosis.estimates.rank_correlation import tau, tau_b
from gouvernail.method.diagnosis.estimates.ratio import ratio
from gouvernail.method.diagnosis.estimates.survival import survival_median
from gouvernail.method.diagnosis.estimates.trend import TrendEstimate, trend

__all__ = [
    "ConcentrationEstimate",
    "Estimate",
    "MannKendall",
    "Side",
    "TrendEstimate",
    "concentration",
    "gini",
    "hhi",
    "mann_kendall",
    "median",
    "proportion",
    "quantile",
    "ratio",
    "survival_median",
    "tau",
    "tau_b",
    "trend",
    "wilson",
]
