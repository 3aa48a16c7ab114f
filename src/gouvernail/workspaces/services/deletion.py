"""Delete a workspace: asked for, told to everybody, taken back at any time, done once the delay has passed."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_scopes import scope

from gouvernail.workspaces.choices.deletion import DELAY
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, Workspace
from gouvernail.workspaces.selectors.contents import folder_of, scoped_models
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.letters import html_of, letter_post, one_line
from gouvernail.workspaces.services.storage import folder_remove
from gouvernail.workspaces.services.trail import changed, record

_log = logging.getLogger(__name__)
_NOBODY = "undisclosed-recipients:;"  # RFC 5322: a letter to many that shows none of them


@transaction.atomic
def workspace_delete(*, actor: Member, typed: str) -> Workspace:
    """Ask for the deletion of the actor's workspace after a delay, and tell every member.

    Parameters
    ----------
    typed
        The name of the workspace, as the actor typed it.

    Raises
    ------
    Forbidden, ValidationError
        The second named `typed` where it is not the name.
    """
    require(actor, Right.WORKSPACE_DELETE)
    workspace = Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    if one_line(typed) != one_line(workspace.name):
        raise ValidationError({"typed": _("This is not the name of the workspace. Write it as it is shown above.")})
    if workspace.deletes_at is not None:
        return workspace
    changes = changed(workspace, deletes_at=timezone.now() + DELAY, deletion_asked_by=actor)
    workspace.save(update_fields=list(changes))
    record(
        workspace=workspace,
        actor=actor,
        verb="workspace_delete",
        subject=workspace,
        changes={"deletes_at": changes["deletes_at"]},
    )
    _tell(workspace, actor, "workspaces/letters/deletion_asked")
    return workspace


@transaction.atomic
def workspace_keep(*, actor: Member) -> Workspace:
    """Take the deletion back, and tell every member.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.WORKSPACE_DELETE)
    workspace = Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    if workspace.deletes_at is None:
        return workspace
    changes = changed(workspace, deletes_at=None, deletion_asked_by=None)
    workspace.save(update_fields=["deletes_at", "deletion_asked_by"])
    record(
        workspace=workspace,
        actor=actor,
        verb="workspace_keep",
        subject=workspace,
        changes={"deletes_at": changes["deletes_at"]},
    )
    _tell(workspace, actor, "workspaces/letters/deletion_taken_back")
    return workspace


def workspaces_purge() -> None:
    """Delete for good the workspaces whose delay has passed. Called now and then by the workers."""
    for key in Workspace.objects.filter(deletes_at__lte=timezone.now()).values_list("pk", flat=True):
        workspace_purge(key=key)


@transaction.atomic
def workspace_purge(*, key: int) -> None:
    """Delete one workspace with everything of it, trail and files included, if its delay has passed.

    Rows go kind by kind, those that point to others first: Django's own way down would hold them all in memory.
    """
    due = Workspace.objects.select_for_update().filter(pk=key, deletes_at__lte=timezone.now()).first()
    if due is None:
        return
    with scope(workspace=due):
        for model in scoped_models():
            model._default_manager.filter(workspace=due).delete()  # noqa: SLF001  # Django's public door
        due.delete()
    _log.info("workspace %s was deleted: its delay had passed", key)
    transaction.on_commit(lambda: folder_remove(folder_of(key)))


def _tell(workspace: Workspace, actor: Member, template: str) -> None:
    """Write to every active member, in their language: one letter a language, one copy a person."""
    people = Member.objects.filter(is_active=True).order_by("pk").values_list("user__language", "user__email")
    by_language: dict[str, list[str]] = {}
    for language, email in people:
        by_language.setdefault(language, []).append(email)
    context = {
        "name": one_line(workspace.name),
        "who": one_line(str(actor)),
        "day": workspace.deletes_at,
        "url": settings.PUBLIC_URL + reverse("workspace:workspace_delete", args=[workspace.slug]),
    }
    for language, emails in sorted(by_language.items()):
        with translation.override(language):
            subject = one_line(render_to_string(f"{template}_subject.txt", context))
            text = render_to_string(f"{template}.txt", context).strip()
            message = EmailMultiAlternatives(subject, text + "\n", bcc=emails, headers={"To": _NOBODY})
            message.attach_alternative(html_of(subject, text), "text/html")
        letter_post(message)
