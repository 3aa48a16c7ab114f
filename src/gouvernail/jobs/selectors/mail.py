"""How the e-mail goes."""

import re

from django.db.models import Q, QuerySet

from gouvernail.jobs.choices import Delivery, Trouble
from gouvernail.jobs.models import Message
from gouvernail.workspaces.models import Member, Workspace

STUCK = frozenset({Delivery.REFUSED, Delivery.UNKNOWN})
_BEFORE_AT = re.compile(r"(?<=^.)[^@]+")


def mail_trouble() -> Trouble:
    """Say why messages wait; nothing when all goes well. No address and no number: every workspace reads this."""
    stuck = Message.objects.filter(state=Delivery.WAITING, attempts__gt=0).order_by("-created_at")
    return Trouble(stuck.values_list("trouble", flat=True).first() or "")


def letters_of(workspace: Workspace) -> QuerySet[Message]:
    """List the letters that the workspace wrote, and those about the account of one of its people, newest first.

    Call inside the workspace's scope.
    """
    of_its_people = Member.objects.filter(is_active=True).values("user__email")
    mine = Q(workspace=workspace) | Q(workspace=None, recipient__in=of_its_people)
    return Message.objects.filter(mine).order_by("-created_at", "-pk")


def letters_stuck(workspace: Workspace) -> QuerySet[Message]:
    """List the letters that somebody has to look at: refused, or perhaps sent."""
    return letters_of(workspace).filter(state__in=STUCK)


def letters_shown(workspace: Workspace) -> QuerySet[Message]:
    """List the letters in trouble, those given up, and those that wait after a try; without their text."""
    tried = Q(state=Delivery.WAITING) & (Q(attempts__gt=0) | Q(resent_at__isnull=False))
    shown = letters_of(workspace).filter(tried | Q(state__in=[*STUCK, Delivery.DROPPED]))
    return shown.defer("content").annotate(has_text=Q(content__isnull=False))


def people_written_to(letters: list[Message]) -> dict[str, Member]:
    """Give who reads at the address of each letter, where it is somebody of the workspace. Call inside its scope."""
    found = Member.objects.filter(user__email__in={letter.recipient for letter in letters})
    return {member.user.email: member for member in found.select_related("user")}


def masked(address: str) -> str:
    """Hide an address from who reads over a shoulder: its first letter and its domain are enough to recognise it."""
    return _BEFORE_AT.sub("•••", address, count=1)
