"""Have people told of what concerns them. Who tells them stands in a higher room, named in the settings."""

from django.conf import settings
from django.utils.module_loading import import_string

from gouvernail.backlog.models import Answer, Comment, Item
from gouvernail.decisions.models import Decision


def answer_tell(answer: Answer) -> None:
    """Have everybody who asked told what was answered, in the caller's transaction."""
    import_string(settings.ANSWERS_TOLD)(answer=answer)


def mentions_tell(comment: Comment) -> None:
    """Have those whom a comment names told of it, in the caller's transaction."""
    import_string(settings.MENTIONS_TOLD)(comment=comment)


def decision_tell(decision: Decision, item: Item) -> None:
    """Have everybody who asked for an item told what was decided, in the caller's transaction."""
    import_string(settings.DECISIONS_TOLD)(decision=decision, item=item)
