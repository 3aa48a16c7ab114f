"""E-mail is kept with its cause, and handed over once to a real server, whenever that answers."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import BadHeaderError
from django.db import transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from gouvernail.jobs.choices import Delivery, Trouble
from gouvernail.jobs.models import Message
from gouvernail.jobs.selectors.mail import mail_trouble
from gouvernail.jobs.services.post import messages_send, wait_before
from tests.jobs.smtp import Mailbox, free_port, mail_server

BACKEND = "gouvernail.jobs.services.mail.QueuedBackend"
pytestmark = pytest.mark.django_db


def use(settings: Settings, port: int) -> None:
    settings.MAIL_SERVER = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port}
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


@pytest.fixture
def box(settings: Settings):
    with mail_server() as box:
        use(settings, box.port)
        yield box


def write(subject: str = "Rappel", to: tuple[str, ...] = ("camille@example.org",), **headers: str) -> int:
    message = EmailMessage(
        subject,
        "Une démo vous attend jeudi.\n.\nÀ bientôt",
        "Gouvernail <cap@example.org>",
        to,
        headers={key.replace("_", "-"): value for key, value in headers.items()},
        connection=get_connection(BACKEND),
    )
    return message.send()


def again_now() -> None:
    """Let the time of the next try come."""
    Message.objects.update(next_at=timezone.now())
    messages_send()


def test_a_message_arrives_as_it_was_written(box: Mailbox) -> None:
    write("Rappel : démo de jeudi ⛵")
    assert box.taken == []
    messages_send()
    (mail,) = box.taken
    assert mail["Subject"] == "Rappel : démo de jeudi ⛵"
    assert mail["From"] == "Gouvernail <cap@example.org>"
    assert mail.get_content().replace("\r\n", "\n") == "Une démo vous attend jeudi.\n.\nÀ bientôt\n"
    assert box.recipients == ["camille@example.org"]
    assert mail["Message-ID"].endswith("@example.org>")


def test_what_is_rolled_back_is_not_sent(box: Mailbox) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    messages_send()
    assert box.taken == []


def test_each_address_gets_its_own_once(box: Mailbox) -> None:
    write(to=("a@example.org", "b@example.org", "a@example.org"))
    messages_send()
    again_now()
    assert box.recipients == ["a@example.org", "b@example.org"]


def test_one_cause_is_told_once(box: Mailbox) -> None:
    write(Message_ID="<reminder-7-2026-11-23@example.org>")
    messages_send()
    write(Message_ID="<reminder-7-2026-11-23@example.org>")
    write(Message_ID="<reminder-8-2026-11-23@example.org>")
    messages_send()
    assert [mail["Message-ID"] for mail in box.taken] == [
        "<reminder-7-2026-11-23@example.org>",
        "<reminder-8-2026-11-23@example.org>",
    ]


def test_the_text_is_forgotten_once_sent(box: Mailbox) -> None:
    write()
    messages_send()
    row = Message.objects.get()
    assert (row.state, row.content) == (Delivery.SENT, None)


def test_mail_waits_for_a_server_that_is_away(settings: Settings) -> None:
    port = free_port()
    use(settings, port)
    write()
    messages_send()
    waiting = Message.objects.get()
    assert (waiting.state, waiting.trouble, waiting.attempts) == (Delivery.WAITING, Trouble.SILENT, 1)
    assert mail_trouble() == Trouble.SILENT
    messages_send()  # not yet its time
    assert Message.objects.get().attempts == 1
    with mail_server(port) as box:
        again_now()
        assert len(box.taken) == 1
    assert mail_trouble() == Trouble.NONE


def test_mail_waits_where_no_server_is_set(settings: Settings) -> None:
    settings.MAIL_SERVER = {}
    write()
    messages_send()
    assert Message.objects.get().state == Delivery.WAITING
    assert mail_trouble() == Trouble.NO_SERVER


@pytest.mark.parametrize(
    ("mood", "state", "trouble"),
    [
        ({"to_recipient": "450 mailbox busy"}, Delivery.WAITING, Trouble.LATER),
        ({"to_text": "451 try later"}, Delivery.WAITING, Trouble.LATER),
        ({"to_sender": "550 who are you"}, Delivery.WAITING, Trouble.LATER),
        ({"to_recipient": "550 no such user"}, Delivery.REFUSED, Trouble.NEVER),
        ({"to_text": "554 spam"}, Delivery.REFUSED, Trouble.NEVER),
    ],
    ids=["busy", "later", "sender", "nobody", "spam"],
)
def test_what_the_server_says_is_heard(box: Mailbox, mood: dict[str, str], state: Delivery, trouble: Trouble) -> None:
    for name, value in mood.items():
        setattr(box, name, value)
    write("first")
    messages_send()
    first = Message.objects.get()
    assert (first.state, first.trouble) == (state, trouble)
    for name in mood:
        setattr(box, name, "250 OK")
    again_now()
    assert len(box.taken) == (1 if state == Delivery.WAITING else 0)


def test_one_refused_message_does_not_stop_the_next(box: Mailbox) -> None:
    box.to_recipient = "550 no such user"
    write("first")
    messages_send()
    box.to_recipient = "250 OK"
    write("second")
    messages_send()
    assert [mail["Subject"] for mail in box.taken] == ["second"]


def test_a_line_that_breaks_after_the_text_never_sends_twice(box: Mailbox) -> None:
    box.hangs_up = True
    write("first")
    write("second")
    messages_send()
    assert [mail["Subject"] for mail in box.taken] == ["first"]
    box.hangs_up = False
    again_now()
    assert [mail["Subject"] for mail in box.taken] == ["first", "second"]
    assert sorted(Message.objects.values_list("state", flat=True)) == [Delivery.SENT, Delivery.UNKNOWN]


def test_a_worker_killed_while_handing_over_never_sends_twice(box: Mailbox) -> None:
    write()
    Message.objects.update(state=Delivery.SENDING, next_at=timezone.now() - timedelta(minutes=11))
    messages_send()
    assert box.taken == []
    assert Message.objects.get().state == Delivery.UNKNOWN


def test_after_five_days_it_is_too_late(settings: Settings) -> None:
    use(settings, free_port())
    write()
    Message.objects.update(created_at=timezone.now() - timedelta(days=5, minutes=1))
    messages_send()
    row = Message.objects.get()
    assert (row.state, row.trouble) == (Delivery.REFUSED, Trouble.TOO_OLD)


def test_a_forged_header_is_refused_before_anything_is_kept() -> None:
    with pytest.raises(BadHeaderError):
        write("Bonjour\nBcc: everybody@example.org")
    assert not Message.objects.exists()


def test_the_waits_grow_up_to_an_hour() -> None:
    waits = [wait_before(attempt) for attempt in range(1, 200)]
    assert waits[0] == timedelta(seconds=30)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)
