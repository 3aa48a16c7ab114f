"""THE SHAPE: items, changes, touches, outcomes, and what is not known of them."""

from gouvernail.method.history.as_of import as_of
from gouvernail.method.history.coverage import Coverage, Filled
from gouvernail.method.history.diff import apply, diff
from gouvernail.method.history.history import History, empty
from gouvernail.method.history.record import record
from gouvernail.method.history.releases import release_order
from gouvernail.method.history.rewind import values_at
from gouvernail.method.history.validation import Fault, validate

__all__ = [
    "Coverage",
    "Fault",
    "Filled",
    "History",
    "apply",
    "as_of",
    "diff",
    "empty",
    "record",
    "release_order",
    "validate",
    "values_at",
]
