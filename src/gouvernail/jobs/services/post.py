"""The worker's way to the mail server: waits when it is silent, tries again, never hands a message over twice."""

import logging
import smtplib
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from gouvernail.jobs.choices import Delivery, Trouble
from gouvernail.jobs.models import Message

GIVE_UP_AFTER = timedelta(days=5)  # as long as mail servers themselves usually try
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
_STALE = timedelta(minutes=10)  # far longer than EMAIL_TIMEOUT: whoever was handing it over is gone
_OK, _PERMANENT = 250, 500
_BATCH = 100  # messages a round: others wait for the clock too
_log = logging.getLogger(__name__)


def messages_send() -> None:
    """Send what is due. Called every few seconds, by one worker at a time."""
    now = timezone.now()
    Message.objects.filter(state=Delivery.SENDING, next_at__lt=now - _STALE).update(
        state=Delivery.UNKNOWN, ended_at=now
    )
    due = list(Message.objects.filter(state=Delivery.WAITING, next_at__lte=now)[:_BATCH])
    if not due:
        return
    if not settings.MAIL_SERVER:
        _put_off(due, Trouble.NO_SERVER, now)
        return
    server = EmailBackend()
    try:
        server.open()
        for message in due:
            _hand_over(cast("smtplib.SMTP", server.connection), message)
    except (OSError, smtplib.SMTPException) as error:  # the line: those that remain wait too
        _log.warning("the mail server cannot be used: %s", error)
        trouble = Trouble.LOCKED if isinstance(error, smtplib.SMTPAuthenticationError) else Trouble.SILENT
        _put_off([each for each in due if each.state == Delivery.WAITING], trouble, now)
    finally:
        _close(server)


def wait_before(attempt: int) -> timedelta:
    """Give how long to wait after a failed attempt, counted from 1: half a minute, doubled, at most an hour."""
    return min(_FIRST_WAIT * (1 << min(attempt - 1, 10)), _LONGEST_WAIT)


def _hand_over(line: smtplib.SMTP, message: Message) -> None:
    """Give one message to the server. From the claim to the receipt, a break leaves it `UNKNOWN`, never sent again."""
    content = bytes(message.content or b"")
    code = _envelope(line, message, len(content))
    if code == _OK:
        if not _claim(message):
            line.rset()
            return
        code = _text(line, message, content)
    _settle(message, code)
    if code != _OK:
        line.rset()


def _envelope(line: smtplib.SMTP, message: Message, size: int) -> int:
    line.ehlo_or_helo_if_needed()
    code, words = line.mail(message.sender, [f"size={size}"] if line.has_extn("size") else [])
    if code != _OK:  # a refused sender is the operator's to repair: the message is worth waiting
        code = min(code, _PERMANENT - 1)
    else:
        code, words = line.rcpt(message.recipient)
    if code not in {_OK, 251}:
        _log.warning("message %s: the mail server says %d %s", message.pk, code, words.decode(errors="replace")[:200])
        return code
    return _OK


def _text(line: smtplib.SMTP, message: Message, content: bytes) -> int:
    try:
        return line.data(content)[0]
    except smtplib.SMTPDataError as refusal:  # before the text: nothing was taken
        return refusal.smtp_code
    except (OSError, smtplib.SMTPException):
        _end(message, Delivery.UNKNOWN, Trouble.NONE)
        raise


def _claim(message: Message) -> bool:
    waiting = Message.objects.filter(pk=message.pk, state=Delivery.WAITING)
    message.state = Delivery.SENDING
    return waiting.update(state=Delivery.SENDING, next_at=timezone.now()) == 1


def _settle(message: Message, code: int) -> None:
    if code == _OK:
        _end(message, Delivery.SENT, Trouble.NONE)
    elif code >= _PERMANENT:
        _end(message, Delivery.REFUSED, Trouble.NEVER)
    else:
        _put_off([message], Trouble.LATER, timezone.now())


def _end(message: Message, state: Delivery, trouble: Trouble) -> None:
    message.state, message.trouble, message.ended_at = state, trouble, timezone.now()
    if state == Delivery.SENT:
        message.content = None
    message.save(update_fields=["state", "trouble", "ended_at", "content"])


def _put_off(messages: list[Message], trouble: Trouble, now: datetime) -> None:
    for message in messages:
        if now - (message.resent_at or message.created_at) > GIVE_UP_AFTER:
            _end(message, Delivery.REFUSED, Trouble.TOO_OLD)
            continue
        message.state, message.trouble, message.attempts = Delivery.WAITING, trouble, message.attempts + 1
        message.next_at = now + wait_before(message.attempts)
        message.save(update_fields=["state", "trouble", "attempts", "next_at"])


def _close(server: EmailBackend) -> None:
    try:
        server.close()
    except (OSError, smtplib.SMTPException):  # what was handed over is already settled
        _log.info("the mail server hung up first")
