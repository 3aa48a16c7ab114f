"""What every indicator reads: frames derived once from a history, each computed when it is first asked for."""

from gouvernail.method.diagnosis.facts.facts import Facts

__all__ = ["Facts"]
