"""The letters that did not surely leave: who sees them, what is hidden, and what becomes of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope
from pytest_django.asserts import assertRedirects
from pytest_django.fixtures import Settings

from gouvernail.decisions.models import Change
from gouvernail.decisions.selectors.trail import in_words
from gouvernail.jobs.choices import Delivery, Trouble
from gouvernail.jobs.models import Message
from gouvernail.jobs.selectors.mail import masked
from gouvernail.jobs.services.forgetting import jobs_forget
from gouvernail.jobs.services.letters import letter_drop, letter_reopen, letter_send
from gouvernail.jobs.services.post import messages_send
from gouvernail.workspaces.services.door import Forbidden
from tests.cast import Cast
from tests.jobs.smtp import Mailbox, mail_server
from tests.jobs.test_mail import use, write

SignIn = Callable[[str], Client]
LIST = reverse("jobs:letter_list", args=["crm-ventes"])
ACTS = ["send", "drop", "reopen"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings: Settings):
    with mail_server() as box:
        use(settings, box.port)
        yield box


@pytest.fixture
def letter(cast: Cast, box: Mailbox) -> Message:
    """Write to a member; the server knows nobody of that name."""
    box.to_recipient = "550 no such user"
    with scope(workspace=cast.workspace):
        write("Rappel : démo de jeudi", (cast.sacha.user.email,))
    messages_send()
    box.to_recipient = "250 OK"
    return Message.objects.get()


def act(name: str, letter: Message) -> str:
    return reverse(f"jobs:letter_{name}", args=["crm-ventes", letter.pk])


@pytest.mark.parametrize("name", ACTS)
def test_the_door(signed_in: SignIn, letter: Message, name: str) -> None:
    address = act(name, letter)
    assert Client().post(address).headers["Location"].startswith("/account/login/")
    assert signed_in("stranger").post(address).status_code == 404
    assert signed_in("robin").post(address).status_code == 403
    assert signed_in("camille").get(address).status_code == 405
    letter.refresh_from_db()
    assert letter.state == Delivery.REFUSED


def test_the_list_is_for_who_manages_the_jobs(signed_in: SignIn, letter: Message) -> None:
    assert Client().get(LIST).headers["Location"].startswith("/account/login/")
    assert signed_in("stranger").get(LIST).status_code == 404
    assert signed_in("robin").get(LIST).status_code == 403
    assert signed_in("camille").post(LIST).status_code == 405
    assert LIST not in signed_in("robin").get(reverse("jobs:job_list", args=["crm-ventes"])).content.decode()
    assert LIST in signed_in("camille").get(reverse("jobs:job_list", args=["crm-ventes"])).content.decode()


def test_a_letter_says_what_to_whom_why_and_when(cast: Cast, signed_in: SignIn, letter: Message) -> None:
    page = signed_in("camille").get(LIST).content.decode()
    assert "Rappel : démo de jeudi" in page
    assert str(cast.sacha) in page
    assert masked(cast.sacha.user.email) in page
    assert cast.sacha.user.email not in page
    assert "Le serveur de courrier refuse ce message." in page


@pytest.mark.parametrize(
    ("address", "shown"),
    [("camille@example.org", "c•••@example.org"), ("c@example.org", "c@example.org"), ("", ""), ("nobody", "n•••")],
)
def test_an_address_is_masked(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_a_letter_of_another_workspace_is_nobodys_business(cast: Cast, signed_in: SignIn, letter: Message) -> None:
    Message.objects.update(workspace=cast.elsewhere)
    assert "Rappel" not in signed_in("camille").get(LIST).content.decode()
    assert signed_in("camille").post(act("send", letter)).status_code == 404


def test_a_letter_about_an_account_does_not_say_more(cast: Cast, signed_in: SignIn, letter: Message) -> None:
    Message.objects.update(workspace=None, subject="Réinitialisation du mot de passe")
    page = signed_in("camille").get(LIST).content.decode()
    assert "Réinitialisation" not in page
    assert "Un message sur son compte" in page
    Message.objects.update(recipient="nobody@example.org")
    assert "Un message sur son compte" not in signed_in("camille").get(LIST).content.decode()


def test_a_refused_letter_is_sent_again(signed_in: SignIn, letter: Message, box: Mailbox) -> None:
    client = signed_in("camille")
    assertRedirects(client.post(act("send", letter)), LIST)
    assert act("drop", letter) in client.get(LIST).content.decode()  # the toast undoes it
    messages_send()
    assert [mail["Subject"] for mail in box.taken] == ["Rappel : démo de jeudi"]
    letter.refresh_from_db()
    assert (letter.state, letter.content) == (Delivery.SENT, None)
    assert "Rappel" not in client.get(LIST).content.decode()


def test_a_letter_too_old_gets_its_five_days_again(cast: Cast, letter: Message, box: Mailbox) -> None:
    Message.objects.update(created_at=timezone.now() - timedelta(days=6), trouble=Trouble.TOO_OLD)
    with scope(workspace=cast.workspace):
        letter_send(actor=cast.camille, letter=letter)
    box.to_recipient = "450 busy"
    messages_send()
    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == (Delivery.WAITING, Trouble.LATER)


@pytest.mark.parametrize(
    ("state", "trouble"), [(Delivery.REFUSED, Trouble.NEVER), (Delivery.UNKNOWN, Trouble.NONE)], ids=["no", "perhaps"]
)
def test_a_letter_is_given_up_and_taken_back(
    signed_in: SignIn, letter: Message, box: Mailbox, state: Delivery, trouble: Trouble
) -> None:
    Message.objects.update(state=state, trouble=trouble)
    client = signed_in("camille")
    client.post(act("drop", letter))
    messages_send()
    letter.refresh_from_db()
    assert letter.state == Delivery.DROPPED
    client.post(act("reopen", letter))
    letter.refresh_from_db()
    assert letter.state == state
    assert box.taken == []


@pytest.mark.parametrize(
    ("service", "states"),
    [
        (letter_send, [Delivery.WAITING, Delivery.SENDING, Delivery.SENT]),
        (letter_drop, [Delivery.SENDING, Delivery.SENT, Delivery.DROPPED]),
        (letter_reopen, [state for state in Delivery if state != Delivery.DROPPED]),
    ],
    ids=ACTS,
)
def test_what_makes_no_sense_is_refused(
    cast: Cast, letter: Message, service: Callable[..., Message], states: list[Delivery]
) -> None:
    for state in states:
        Message.objects.update(state=state)
        with scope(workspace=cast.workspace), pytest.raises(ValidationError):
            service(actor=cast.camille, letter=letter)


@pytest.mark.parametrize("service", [letter_send, letter_drop, letter_reopen], ids=ACTS)
def test_others_may_not(cast: Cast, letter: Message, service: Callable[..., Message]) -> None:
    with scope(workspace=cast.workspace), pytest.raises(Forbidden):
        service(actor=cast.sacha, letter=letter)


def test_the_text_goes_after_a_week_and_the_page_says_so(signed_in: SignIn, letter: Message) -> None:
    Message.objects.update(ended_at=timezone.now() - timedelta(days=8))
    jobs_forget()
    letter.refresh_from_db()
    assert letter.content is None
    client = signed_in("camille")
    assert "Texte plus conservé" in client.get(LIST).content.decode()
    page = client.post(act("send", letter), follow=True).content.decode()
    assert "n’est plus conservé" in page
    letter.refresh_from_db()
    assert letter.state == Delivery.REFUSED


def test_the_trail_says_who_sent_what_again_without_an_address(cast: Cast, letter: Message) -> None:
    with scope(workspace=cast.workspace):
        letter_send(actor=cast.camille, letter=letter)
        rows = list(Change.objects.filter(verb="letter_send"))
        told = "\n".join(str(line) for line in in_words(rows))
        kept = [(row.subject_label, row.old, row.new) for row in rows]
    assert str(cast.sacha) in told
    assert "@example" not in str(kept)
    assert cast.sacha.user.name not in str(kept)
    assert {row.field: row.new for row in rows} == {"state": "waiting", "recipient": f"@member:{cast.sacha.pk}"}


def test_nothing_to_see_says_what_would_come(cast: Cast, signed_in: SignIn) -> None:
    assert "Tous les messages sont partis" in signed_in("camille").get(LIST).content.decode()


def test_the_page_asks_the_database_as_little_with_thirty_letters(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("camille")
    counts = []
    for already, more in ((0, 2), (2, 28)):
        Message.objects.bulk_create(
            Message(workspace=cast.workspace, message_id=f"<{n}@x>", recipient=cast.lou.user.email, state="refused")
            for n in range(already, already + more)
        )
        client.get(LIST)
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST)
        counts.append(len(caught))
    assert counts[0] == counts[1]
