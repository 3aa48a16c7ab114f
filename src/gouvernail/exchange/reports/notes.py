"""What reviewers wrote beside the figures of a report."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Note:
    """One note on the whole report, or on one symptom, cause or indicator (`part` is its id)."""

    about: Literal["report", "symptom", "cause", "indicator"]
    part: str
    text: str
    author: str
    at: "datetime"
