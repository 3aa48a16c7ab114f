"""Paths in, readable sources out: folders, archives, encodings, and what is refused."""

from gouvernail.exchange.sources.encoding import Text, text_of
from gouvernail.exchange.sources.paths import open_paths
from gouvernail.exchange.sources.source import Source

__all__ = ["Source", "Text", "open_paths", "text_of"]
