"""What the diagnosis takes for granted: `thresholds.toml`, and what a user lays over it."""

from gouvernail.method.diagnosis.settings.fault import SettingsError
from gouvernail.method.diagnosis.settings.load import load
from gouvernail.method.diagnosis.settings.settings import (
    Exit,
    Lever,
    Network,
    NetworkFinding,
    Robustness,
    Settings,
    Threshold,
)

__all__ = [
    "Exit",
    "Lever",
    "Network",
    "NetworkFinding",
    "Robustness",
    "Settings",
    "SettingsError",
    "Threshold",
    "load",
]
