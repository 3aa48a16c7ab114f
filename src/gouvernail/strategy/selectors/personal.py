"""What the compass knows of one person, for the copy that they may ask for. Call inside `scopes_disabled()`."""

from typing import Any

from gouvernail.strategy.models import Compass, Objective, Reading
from gouvernail.workspaces.models import User


def known_to_the_compass(user: User) -> dict[str, list[dict[str, Any]]]:
    """Give the versions that the person published, the readings that they noted, the objectives they answer for."""
    versions = Compass.objects.filter(author__user=user).order_by("at", "pk")
    readings = Reading.objects.filter(author__user=user).order_by("at", "pk")
    objectives = Objective.objects.filter(owner__user=user).order_by("pk")
    return {
        "compass": [dict(row) for row in versions.values("workspace__name", "number", "purpose", "reason", "at")],
        "readings": [
            dict(row) for row in readings.values("workspace__name", "objective__label", "on", "value", "note")
        ],
        "objectives": [dict(row) for row in objectives.values("workspace__name", "label", "measure")],
    }
