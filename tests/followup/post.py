"""What arrives by mail, as its reader sees it."""

from datetime import datetime
from email.message import EmailMessage

from django.utils import timezone

from gouvernail.followup.models import Preference
from gouvernail.followup.services.letters import letters_send
from gouvernail.jobs.models import Message
from gouvernail.jobs.services.post import messages_send
from gouvernail.workspaces.models import Member
from tests.followup.scenes import TUESDAY
from tests.jobs.smtp import Mailbox


def sent(box: Mailbox, now: datetime = TUESDAY, to: str = "lou") -> list[EmailMessage]:
    """Let the time come, and give what has arrived since the last time for some of the cast."""
    before = len(box.taken)
    letters_send(now)
    Message.objects.update(next_at=timezone.now())
    messages_send()
    return [mail for mail in box.taken[before:] if mail["To"].partition(".")[0] in to.split()]


def wish(member: Member, **fields: object) -> None:
    """Write what a person wants by mail."""
    Preference.objects.update_or_create(user=member.user, defaults=fields)


def subject_of(mail: EmailMessage) -> str:
    """Give the subject with plain spaces: lines are folded, and readers of mail keep no others apart."""
    return " ".join(str(mail["Subject"]).split())


def text_of(mail: EmailMessage) -> str:
    """Give the words of a letter."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def page_of(mail: EmailMessage) -> str:
    """Give the page of a letter."""
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())
