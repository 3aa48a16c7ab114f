"""Forget a person who asked for it: what they were told, and their name in what others were told."""

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from gouvernail.followup.models import Line, Notice, Preference, Told
from gouvernail.workspaces.models import User


def notices_forget(*, user: User, addresses: set[str]) -> None:  # noqa: ARG001  # the same call in every room
    """Remove what is theirs; write `former member` over their name in what others were told.

    Call inside `scopes_disabled()`, before the name is gone.
    """
    for theirs in (Line.objects, Notice.objects, Told.objects):
        theirs.filter(member__user=user).delete()
    Preference.objects.filter(user=user).delete()
    name = user.name.strip()
    if not name:
        return
    for notice in Notice.objects.filter(Q(title__contains=name) | Q(text__contains=name)):
        with translation.override(notice.language):
            instead = gettext("Former member")
        notice.title, notice.text = notice.title.replace(name, instead), notice.text.replace(name, instead)
        notice.save(update_fields=["title", "text"])
