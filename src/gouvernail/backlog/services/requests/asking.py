"""Ask for something, for oneself or for somebody; say it better while nobody has answered; take it back."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Comment, Request, Voice
from gouvernail.backlog.services.attachments import attachment_add, files_check
from gouvernail.backlog.services.numbers import number_next
from gouvernail.backlog.services.requests.fields import request_check
from gouvernail.backlog.services.search import document_write
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.letters import letter_send
from gouvernail.workspaces.services.trail import changed, record


class StaleRequest(Exception):
    """Somebody else changed the request since it was read; nothing is written."""

    def __init__(self, request: Request) -> None:
        self.request = request
        super().__init__(request.key)


def request_add(
    *,
    actor: Member,
    title: str,
    need: str,
    requester: Member | None = None,
    files: Iterable[File[bytes]] = (),
    **fields: Any,
) -> Request:
    """Ask for something.

    Parameters
    ----------
    requester
        Who needs it, where it is not the actor: that person is told by letter, and it is their voice that counts.
    files
        To attach; none is kept where the request is refused.
    fields
        `people`, `people_count`, `frequency`, `workaround`, `effect`, `claimed_urgency`, `urgency_reason`, `objective`,
        `team`.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field, `file` for the files.
    """
    require(actor, Right.REQUEST_ADD)
    attached = list(files)
    files_check(attached)
    kept: list[str] = []
    try:
        with transaction.atomic():
            request = _written(actor, requester or actor, {"title": title, "need": need, **fields})
            for file in attached:
                row = attachment_add(actor=actor, file=file, request=request)
                kept.append(row.path)  # what a later one refuses takes these away too
            if request.requester_id != actor.pk:
                _tell(request)
    except BaseException:
        for path in kept:
            default_storage.delete(path)
        raise
    return request


@transaction.atomic
def request_edit(*, actor: Member, request: Request, version: int, **fields: Any) -> Request:
    """Say a request better, while nobody has answered it: its author, who needs it, or who sorts requests.

    Once answered, the words that were answered stay, even if it is opened again: what is new is said in a comment.

    Parameters
    ----------
    version
        The version that the writer read.

    Raises
    ------
    Forbidden, ValidationError, StaleRequest
        The second named by field; the last where somebody changed it meanwhile.
    """
    locked = _locked(request)
    if not (_is_theirs(actor, locked) and may(actor, Right.REQUEST_ADD)):
        require(actor, Right.REQUEST_TRIAGE)
    edit_check(locked)
    if locked.version != version:
        raise StaleRequest(locked)
    changes = changed(locked, **fields)
    if not changes:
        return locked
    request_check(locked, changes)
    if "requester" in changes and locked.requester is not None:
        locked.asked_by = ""  # the name told by the other tool has served
    locked.version += 1
    locked.save(update_fields=[*changes, "asked_by", "version"])
    record(workspace=actor.workspace, actor=actor, verb="request_edit", subject=locked, changes=changes)
    document_write(subject=locked)
    if "requester" in changes and locked.requester_id != actor.pk:
        _tell(locked)
    return locked


def edit_check(request: Request) -> None:
    """Refuse to change the words that somebody answered.

    Raises
    ------
    ValidationError
    """
    if request.is_answered or request.removed_at is not None:
        raise ValidationError(_("This request was answered: what was read must stay. Say more in a comment."))


@transaction.atomic
def request_remove(*, actor: Member, request: Request, is_undone: bool = False) -> Request:
    """Take back what one has just sent, or send it again (`is_undone`), as long as nobody else has taken part in it.

    Raises
    ------
    Forbidden, ValidationError
    """
    require(actor, Right.REQUEST_ADD)
    locked = _locked(request)
    if locked.author_id != actor.pk:
        raise Forbidden(
            _("Only who sent a request may take it back. Who sorts requests may decline it, with a reason.")
        )
    if (locked.removed_at is None) == is_undone:
        return locked
    if not is_undone:
        _check_alone(actor, locked)
    changes = changed(locked, removed_at=None if is_undone else timezone.now())
    locked.save(update_fields=["removed_at"])
    verb = "request_restore" if is_undone else "request_remove"
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=locked, changes=changes)
    document_write(subject=locked)
    return locked


def _written(actor: Member, requester: Member, fields: dict[str, Any]) -> Request:
    request = Request(workspace=actor.workspace, author=actor, requester=requester, **fields)
    request.title = " ".join(request.title.split())
    request.number = number_next(Request, actor.workspace_id)
    request_check(request, {*fields, "requester"})
    request.save()
    changes: dict[str, tuple[Any, Any]] = {"title": ("", request.title), "state": ("", request.state)}
    changes |= {"requester": (None, requester)} if requester != actor else {}
    changes |= {
        name: (None, getattr(request, name))
        for name in ("team", "objective", "claimed_urgency")
        if getattr(request, name) is not None
    }
    record(workspace=actor.workspace, actor=actor, verb="request_add", subject=request, changes=changes)
    document_write(subject=request)
    return request


def _locked(request: Request) -> Request:
    rows = Request.objects.select_for_update(of=("self",)).select_related(
        "requester__user", "author__user", "workspace"
    )
    return rows.get(pk=request.pk)


def _is_theirs(actor: Member, request: Request) -> bool:
    return actor.pk in {request.author_id, request.requester_id}


def _check_alone(actor: Member, request: Request) -> None:
    """Refuse to take back what others have read and answered."""
    others = (
        request.state != RequestState.RECEIVED
        or request.merged.exists()
        or request.origins.exists()
        or Voice.objects.filter(request=request).exclude(member=actor).exists()
        or Comment.objects.filter(request=request, removed_at=None).exclude(author=actor).exists()
    )
    if others:
        raise ValidationError(
            _("Others have taken part in this request: it cannot be taken back. Ask who sorts requests to decline it.")
        )


def _tell(request: Request) -> None:
    """Write to whom somebody asked for."""
    if request.requester is None:
        return
    user = request.requester.user
    page = reverse("backlog:request_detail", args=[request.workspace.slug, request.pk])
    letter_send(
        to=user.email,
        language=user.language,
        template="backlog/letters/request_for_you",
        context={
            "who": str(request.author),
            "title": request.title,
            "workspace": request.workspace.name,
            "url": settings.PUBLIC_URL + page,
        },
    )
