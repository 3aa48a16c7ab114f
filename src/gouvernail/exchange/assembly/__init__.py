"""From mapped tables and foreign records to one history."""

from gouvernail.exchange.assembly.fragment import CALENDAR_ID, ROW, Fragment, Origin

__all__ = ["CALENDAR_ID", "ROW", "Fragment", "Origin"]
