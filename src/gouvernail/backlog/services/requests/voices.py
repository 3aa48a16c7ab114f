"""Say that one has the same need: a voice is evidence beside a request, never a point that it scores."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Request, Voice
from gouvernail.backlog.selectors.requests.merged import merged_with, target_of
from gouvernail.backlog.services.requests.fields import urgency_check
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.trail import changed, record


@transaction.atomic
def voice_add(*, actor: Member, request: Request) -> Voice | None:
    """Say that one has the same need, in the name of one's team. Said twice, it counts once.

    A voice for a request that was merged goes to where it went.

    Returns
    -------
    The voice, new or old; None where the request, or one merged with it, is the actor's own: it counts already.

    Raises
    ------
    Forbidden, ValidationError
        The second where the request was taken back.
    """
    require(actor, Right.REQUEST_ADD)
    target = _locked(target_of(request))
    family = merged_with([target.pk])
    if Request.objects.filter(pk__in=family, requester=actor).exists():
        return None
    known = Voice.objects.filter(request__in=family, member=actor).order_by("pk").first()
    if known is not None:
        return known
    voice = Voice(workspace=actor.workspace, request=target, member=actor, team=actor.team)
    voice.full_clean()
    voice.save()
    record(workspace=actor.workspace, actor=actor, verb="voice_add", subject=target, changes={"voices": (None, actor)})
    return voice


@transaction.atomic
def voice_edit(*, actor: Member, voice: Voice, note: str, claimed_urgency: int | None) -> Voice:
    """Say in one's own words what one's voice is about, and how urgent it is.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    locked = _own(actor, voice)
    urgency_check(claimed_urgency, note, field="note")
    changes: dict[str, tuple[Any, Any]] = changed(locked, note=note.strip(), claimed_urgency=claimed_urgency)
    if changes:
        locked.full_clean()
        locked.save(update_fields=list(changes))
        said = {name: pair for name, pair in changes.items() if name == "claimed_urgency"}
        record(workspace=actor.workspace, actor=actor, verb="voice_edit", subject=locked.request, changes=said)
    return locked


@transaction.atomic
def voice_remove(*, actor: Member, request: Request) -> None:
    """Take one's voice back from a request, wherever in what was merged it was given.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.REQUEST_ADD)
    target = _locked(target_of(request))
    gone, _kinds = Voice.objects.filter(request__in=merged_with([target.pk]), member=actor).delete()
    if gone:
        record(
            workspace=actor.workspace,
            actor=actor,
            verb="voice_remove",
            subject=target,
            changes={"voices": (actor, None)},
        )


def _locked(request: Request) -> Request:
    locked = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.removed_at is not None:
        raise ValidationError(_("This request was taken back by who sent it."))
    return locked


def _own(actor: Member, voice: Voice) -> Voice:
    require(actor, Right.REQUEST_ADD)
    locked = Voice.objects.select_for_update(of=("self",)).select_related("request", "workspace").get(pk=voice.pk)
    if locked.member_id != actor.pk:
        raise Forbidden(_("Only its owner may change a voice."))
    return locked
