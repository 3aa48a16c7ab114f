"""What became of what was announced (the rules and their reasons: docs/explanation/promises.md)."""

from gouvernail.method.diagnosis.promises.default_day import default_day
from gouvernail.method.diagnosis.promises.promises import promises
from gouvernail.method.diagnosis.promises.targets import targets

__all__ = ["default_day", "promises", "targets"]
