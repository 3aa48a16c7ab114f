"""A forecast as it is said: sentences and JSON."""

from gouvernail.exchange.reports.forecast.json_text import json_forecast
from gouvernail.exchange.reports.forecast.report import LEVELS, ForecastReport
from gouvernail.exchange.reports.forecast.said import ForecastSaid, forecast_said

__all__ = ["LEVELS", "ForecastReport", "ForecastSaid", "forecast_said", "json_forecast"]
