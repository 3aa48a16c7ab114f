"""E-mail is written in the transaction that causes it, and sent by a worker: see `post`."""

from collections.abc import Sequence
from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django_scopes import get_scope

from gouvernail.jobs.models import Message


class QueuedBackend(BaseEmailBackend):
    """Django's door for e-mail (`EMAIL_BACKEND`): keeps each message in the database, one row an address.

    What is rolled back is not sent. A message whose `Message-ID` was already given for an address is not kept twice:
    who must never write twice for one cause gives the identifier, `headers={"Message-ID": ...}`.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; gives how many have somebody to go to."""
        rows = [_rows(message) for message in email_messages]
        Message.objects.bulk_create([row for each in rows for row in each], ignore_conflicts=True)
        return sum(1 for each in rows if each)


def _rows(message: EmailMessage) -> list[Message]:
    encoding = message.encoding or "utf-8"
    if not any(name.lower() == "message-id" for name in message.extra_headers):
        # Django would name this machine in it, and ask the network how it is called.
        message.extra_headers["Message-ID"] = make_msgid(domain=message.from_email.rpartition("@")[2].rstrip("> "))
    text = message.message()
    content = text.as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own messages take it
    workspace = get_scope().get("workspace")  # none around what concerns an account
    return [
        Message(
            workspace=workspace,
            subject=str(message.subject)[:200],
            message_id=str(text["Message-ID"])[:255],
            sender=sanitize_address(message.from_email, encoding),
            recipient=sanitize_address(recipient, encoding),
            content=content,
        )
        for recipient in dict.fromkeys(message.recipients())
    ]
