"""One file a subject; the names are gathered here for Django."""

from gouvernail.backlog.models.assessment import Anchor, Calibration, Opinion, Round
from gouvernail.backlog.models.evidence import Evidence
from gouvernail.backlog.models.item import Attachment, Comment, Effort, Item, Link, Origin, Prerequisite
from gouvernail.backlog.models.ranking import Ranking, Rules, SavedView, Scenario, Standing
from gouvernail.backlog.models.request import Answer, Request, Voice
from gouvernail.backlog.models.search import Document, Posting, Spelling

__all__ = [
    "Anchor",
    "Answer",
    "Attachment",
    "Calibration",
    "Comment",
    "Document",
    "Effort",
    "Evidence",
    "Item",
    "Link",
    "Opinion",
    "Origin",
    "Posting",
    "Prerequisite",
    "Ranking",
    "Request",
    "Round",
    "Rules",
    "SavedView",
    "Scenario",
    "Spelling",
    "Standing",
    "Voice",
]
