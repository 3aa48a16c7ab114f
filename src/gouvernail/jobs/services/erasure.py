"""Forget a person who asked for it: the letters kept for them (`settings.FORGET_PERSON`)."""

from gouvernail.jobs.models import Message
from gouvernail.workspaces.models import User


def letters_forget(*, user: User, addresses: set[str]) -> None:  # noqa: ARG001  # the same call in every room
    """Remove what is kept of the letters to these addresses, sent or not."""
    for address in addresses:
        Message.objects.filter(recipient__iexact=address).delete()
