"""Probable dates from one's own throughput, and how credible a stated date is."""

from gouvernail.method.forecasting.back_test import BackTest, back_test
from gouvernail.method.forecasting.calibration import brier, brier_skill, crps, pit, pit_histogram
from gouvernail.method.forecasting.credibility import Credibility, credibility
from gouvernail.method.forecasting.cycle_time import cycle_times, percentile, percentile_upper_bound
from gouvernail.method.forecasting.forecast import Forecast, forecast
from gouvernail.method.forecasting.little import LittleCheck, little_check
from gouvernail.method.forecasting.throughput import weekly_record, weekly_throughput
from gouvernail.method.forecasting.urn import finish_weeks, simulated_weeks

__all__ = [
    "BackTest",
    "Credibility",
    "Forecast",
    "LittleCheck",
    "back_test",
    "brier",
    "brier_skill",
    "credibility",
    "crps",
    "cycle_times",
    "finish_weeks",
    "forecast",
    "little_check",
    "percentile",
    "percentile_upper_bound",
    "pit",
    "pit_histogram",
    "simulated_weeks",
    "weekly_record",
    "weekly_throughput",
]
