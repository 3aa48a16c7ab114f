"""What a report says, once, for every layout: the page and the audit only place these texts."""

from gouvernail.exchange.reports.contents.contents import contents_of
from gouvernail.exchange.reports.contents.parts import Contents

__all__ = ["Contents", "contents_of"]
