"""The words that rows may hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What sort of thing is expected."""

    FINDING = "finding", _("Duties")
    MEETING = "meeting", _("Rituals")
    OUTCOME = "outcome", _("Rituals")
    INVITATION = "invitation", _("Invitations")
    ROLE_END = "role_end", _("Roles")
    JOB = "job", _("Background work")
    REPORT = "report", _("Diagnosis")
    READING = "reading", _("Compass")
    TRIAGE = "triage", _("Requests")
    OPINION = "opinion", _("Opinions")
    EVIDENCE = "evidence", _("Urgency")
    REVIEW = "review", _("Decisions")
    FIRST_STEP = "first_step", _("First steps")


ICONS = {
    Kind.FINDING: "clipboard-check",
    Kind.MEETING: "calendar-clock",
    Kind.OUTCOME: "notebook-pen",
    Kind.INVITATION: "mail-question-mark",
    Kind.ROLE_END: "hourglass",
    Kind.JOB: "triangle-alert",
    Kind.REPORT: "stethoscope",
    Kind.READING: "compass",
    Kind.TRIAGE: "inbox",
    Kind.OPINION: "gauge",
    Kind.EVIDENCE: "file-clock",
    Kind.REVIEW: "gavel",
    Kind.FIRST_STEP: "footprints",
}

CHASED = frozenset({Kind.FINDING, Kind.OUTCOME, Kind.INVITATION, Kind.REPORT, Kind.TRIAGE, Kind.OPINION})
"""What goes to the deputy once it is late enough: a meeting passes, a first step is nobody else's."""


class Answer(TextChoices):
    """What a person said of one line of their week."""

    NONE = "", ""
    DONE = "done", _("Marked as done")
    SNOOZED = "snoozed", _("Later")
    NOT_MINE = "not_mine", _("Not mine")


class Digest(TextChoices):
    """How often a person wants their week by mail."""

    DAILY = "daily", _("Every working day")
    WEEKLY = "weekly", _("Once a week, on Monday")
    NONE = "none", _("Never")


class Letter(TextChoices):
    """The two letters that a person may stop."""

    DIGEST = "digest", _("the letter of the week")
    REMINDERS = "reminders", _("the reminders")


class Step(TextChoices):
    """Why somebody was written to: one row a cause, a step and a day."""

    LETTER = "letter", _("Letter of the day")
    BEFORE = "before", _("Soon")
    TODAY = "today", _("Today")
    LATE = "late", _("Late")
    ESCALATED = "escalated", _("Passed on to you")
    NEWS = "news", _("Answers and mentions")


class News(TextChoices):
    """What a notice in the product says."""

    NEW = "new", _("Expected of you")
    LATE = "late", _("Late")
    ESCALATED = "escalated", _("Passed on to you")
    HANDED = "handed", _("Passed on to your deputy")
    DISOWNED = "disowned", _("Nobody’s any more")
    ANSWERED = "answered", _("Answered")
    MENTIONED = "mentioned", _("You are mentioned")
    DECIDED = "decided", _("Decided")
