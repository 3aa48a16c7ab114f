"""What a person says of a line of their week. Theirs alone, but for what they say is not theirs."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.followup.choices.words import Answer, News
from gouvernail.followup.models import Line
from gouvernail.followup.selectors.expectation import Item
from gouvernail.followup.selectors.helm import members_at_the_helm
from gouvernail.followup.services.notices import notices_write
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.trail import record

LOOK_AGAIN = timedelta(days=7)  # [choice] what is said to be done and is still seen comes back after a week
LONGEST = timedelta(days=366)


@transaction.atomic
def line_done(*, actor: Member, line: Line) -> Line:
    """Take a line off the week: it is done. If the product still sees its cause in a week, it comes back and says so.

    Raises
    ------
    ValidationError
        The line is somebody else's.
    """
    return _answer(actor, line, Answer.DONE, today_of(actor) + LOOK_AGAIN)


@transaction.atomic
def line_snooze(*, actor: Member, line: Line, returns_on: date) -> Line:
    """Put a line off until a day.

    Raises
    ------
    ValidationError
        Named by field, where the day is not to come within a year.
    """
    today = today_of(actor)
    if not today < returns_on <= today + LONGEST:
        raise ValidationError({"returns_on": _("Choose a day from tomorrow to a year from now.")})
    return _answer(actor, line, Answer.SNOOZED, returns_on)


@transaction.atomic
def line_disown(*, actor: Member, line: Line, item: Item) -> Line:
    """Say that a line is not one's own: who looks after the workspace is told, since it is now nobody's.

    Raises
    ------
    ValidationError
        The line is somebody else's.
    """
    saved = _answer(actor, line, Answer.NOT_MINE, None)
    changes = {"answer": ("", saved.answer)}
    record(workspace=actor.workspace, actor=actor, verb="line_disown", subject=saved, changes=changes)
    others = [member for member in members_at_the_helm(actor) if member != actor]
    notices_write(kind=News.DISOWNED, item=item, readers=others, day=today_of(actor), about=actor)
    return saved


@transaction.atomic
def line_reopen(*, actor: Member, line: Line) -> Line:
    """Take back what was said of a line.

    Raises
    ------
    ValidationError
        The line is somebody else's.
    """
    was_disowned = line.answer == Answer.NOT_MINE
    saved = _answer(actor, line, Answer.NONE, None)
    if was_disowned:
        changes = {"answer": (Answer.NOT_MINE, saved.answer)}
        record(workspace=actor.workspace, actor=actor, verb="line_reopen", subject=saved, changes=changes)
    return saved


def _answer(actor: Member, line: Line, answer: Answer, returns_on: date | None) -> Line:
    locked = Line.objects.select_for_update().get(pk=line.pk)
    if locked.member_id != actor.pk:
        raise ValidationError(_("This line is on the week of somebody else."))
    locked.answer, locked.returns_on = answer, returns_on
    locked.answered_at = timezone.now() if answer else None
    locked.save(update_fields=["answer", "returns_on", "answered_at"])
    return locked
