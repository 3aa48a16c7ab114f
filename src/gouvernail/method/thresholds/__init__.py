"""What scoring, urgency and robustness take for granted: `thresholds.toml`, read once, shown with its sources."""

from gouvernail.method.thresholds.invalid import InvalidThresholds
from gouvernail.method.thresholds.load import load, number, numbers, shipped, whole
from gouvernail.method.thresholds.threshold import Threshold

__all__ = ["InvalidThresholds", "Threshold", "load", "number", "numbers", "shipped", "whole"]
