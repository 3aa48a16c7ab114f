"""One file a subject; the names are gathered here for Django."""

from gouvernail.strategy.models.compass import Compass
from gouvernail.strategy.models.objective import Objective, Reading

__all__ = ["Compass", "Objective", "Reading"]
