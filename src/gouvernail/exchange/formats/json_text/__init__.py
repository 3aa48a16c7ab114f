"""JSON and JSON lines, read with the place of every fault; shared by the trackers that export JSON."""

from gouvernail.exchange.formats.json_text.loading import Loaded, Place, load, without_collector
from gouvernail.exchange.formats.json_text.moments import moments

__all__ = ["Loaded", "Place", "load", "moments", "without_collector"]
