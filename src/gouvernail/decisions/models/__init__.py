"""One file a subject; the names are gathered here for Django."""

from gouvernail.decisions.models.change import Change
from gouvernail.decisions.models.decision import Decision, DecisionTerm
from gouvernail.decisions.models.feed import CalendarFeed
from gouvernail.decisions.models.ritual import Attendance, Meeting, Ritual

__all__ = ["Attendance", "CalendarFeed", "Change", "Decision", "DecisionTerm", "Meeting", "Ritual"]
