"""Say something about an item or a request, and name those who should read it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Comment, Item, Request
from gouvernail.backlog.selectors.mentions import mentions_in
from gouvernail.backlog.services.telling import mentions_tell
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.trail import record


@transaction.atomic
def comment_add(*, actor: Member, text: str, item: Item | None = None, request: Request | None = None) -> Comment:
    """Comment on an item or on a request; those whom the text names with `@` are kept as mentioned.

    The trail says that somebody commented, never what: a comment that is taken away must be gone.

    Raises
    ------
    Forbidden, ValidationError
        The second named `text`: nothing to say, or an `@name` that two people have.
    """
    require(actor, Right.COMMENT_ADD)
    comment = Comment(workspace=actor.workspace, item=item, request=request, text=text.strip(), author=actor)
    mentioned = _checked(comment)
    comment.save()
    comment.mentions.set(mentioned)
    _tell(actor, comment, "comment_add")
    mentions_tell(comment)
    return comment


@transaction.atomic
def comment_edit(*, actor: Member, comment: Comment, text: str) -> Comment:
    """Change one's own comment, and whom it names.

    Raises
    ------
    Forbidden, ValidationError
        The first where it is somebody else's; the second named `text`.
    """
    locked = _own(actor, comment)
    if locked.removed_at is not None:
        raise ValidationError({"text": _("This comment was removed. Bring it back first.")})
    if locked.text != text.strip():
        locked.text, locked.edited_at = text.strip(), timezone.now()
        mentioned = _checked(locked)
        locked.save(update_fields=["text", "edited_at"])
        locked.mentions.set(mentioned)
        _tell(actor, locked, "comment_edit")
        mentions_tell(locked)
    return locked


@transaction.atomic
def comment_remove(*, actor: Member, comment: Comment, is_undone: bool = False) -> Comment:
    """Take one's own comment away, or bring it back (`is_undone`).

    Raises
    ------
    Forbidden
        Where it is somebody else's.
    """
    locked = _own(actor, comment)
    if (locked.removed_at is None) != is_undone:
        locked.removed_at = None if is_undone else timezone.now()
        locked.save(update_fields=["removed_at"])
        _tell(actor, locked, "comment_restore" if is_undone else "comment_remove")
    return locked


def _own(actor: Member, comment: Comment) -> Comment:
    require(actor, Right.COMMENT_ADD)
    rows = Comment.objects.select_for_update(of=("self",)).select_related("workspace", "item", "request")
    locked = rows.get(pk=comment.pk)
    if locked.author_id != actor.pk:
        raise Forbidden(_("Only its author may change a comment. Write your own below it."))
    return locked


def _checked(comment: Comment) -> list[Member]:
    """Check the comment and find whom it names."""
    comment.full_clean()
    found = mentions_in(comment.text)
    if found.doubtful:
        name, candidates = next(iter(found.doubtful.items()))
        raise ValidationError(
            {
                "text": _("“@%(name)s” may be %(people)s: write the whole name.")
                % {"name": name, "people": ", ".join(f"@{one}" for one in candidates)}
            }
        )
    return found.people


def _tell(actor: Member, comment: Comment, verb: str) -> None:
    """Write in the trail of what is commented."""
    subject = comment.item or comment.request
    assert subject is not None  # noqa: S101  # the database holds it: a comment is about one thing
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=subject, changes={})
