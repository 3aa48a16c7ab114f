"""The four sentences of the article, measured."""

from gouvernail.method.diagnosis.symptoms.symptoms import symptoms_of

__all__ = ["symptoms_of"]
