"""Every sentence of the command and of the reports, in French and English, keyed alike (a test compares the two)."""

from gouvernail.exchange.wording.language import Language
from gouvernail.exchange.wording.words import Words

__all__ = ["Language", "Words"]
