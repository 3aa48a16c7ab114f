"""Sign up, prove one's address, sign in, lose a password, change an address, close a session."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from gouvernail.workspaces.models import User
from tests.cast import PASSWORD, Cast

Outbox = list[EmailMultiAlternatives]
SignIn = Callable[[str], Client]
NEW = "lantern-and-compass-9"
HOME = "workspaces:account"


@pytest.fixture(autouse=True)
def no_limit_left_over(db: None) -> None:
    cache.clear()


def link_in(message: EmailMultiAlternatives) -> str:
    found = re.search(r"https?://[^/\s]+(/account/\S+)", str(message.body))
    assert found is not None
    return found[1]


def sign_up(client: Client, **more: str) -> int:
    fields = {"name": "Ida Weber", "email": "ida@new.example", "password1": NEW, **more}
    return client.post(reverse("account_signup"), fields).status_code


def sign_in(client: Client, email: str, password: str) -> bool:
    client.post(reverse("account_login"), {"login": email, "password": password})
    return is_in(client)


def is_in(client: Client) -> bool:
    return client.get(reverse(HOME)).status_code == 200


def proved(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def test_an_address_is_proved_before_the_door_opens(client: Client, mailoutbox: Outbox) -> None:
    assert sign_up(client) == 302
    assert not sign_in(client, "ida@new.example", NEW)
    user = User.objects.get(email="ida@new.example")
    assert user.name == "Ida Weber"
    confirm = link_in(mailoutbox[0])
    client.get(confirm)
    assert not EmailAddress.objects.get(user=user).verified  # looking is not pressing
    client.post(confirm)
    assert EmailAddress.objects.get(user=user).verified
    assert is_in(client) or sign_in(Client(), "ida@new.example", NEW)


def test_sign_up_is_refused_where_it_is_closed(client: Client, settings: Settings) -> None:
    settings.IS_SIGNUP_OPEN = False
    assert client.get(reverse("account_signup")).status_code == 200
    sign_up(client)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 10_000),
        ("email", "not an address"),
        ("password1", "short"),
        ("password1", "12345678901"),
    ],
    ids=["no name", "endless name", "no address", "short", "digits"],
)
def test_a_bad_answer_opens_no_account(client: Client, field: str, value: str) -> None:
    answer = client.post(
        reverse("account_signup"), {"name": "Ida", "email": "ida@new.example", "password1": NEW, field: value}
    )
    assert field in answer.context["form"].errors
    assert not User.objects.exists()


def test_nobody_learns_who_has_an_account(cast: Cast, mailoutbox: Outbox) -> None:
    known, unknown = Client(), Client()
    taken = proved(cast.robin.user)
    answers = [
        client.post(reverse("account_signup"), {"name": "Eve", "email": email, "password1": NEW})
        for client, email in ((known, taken.email), (unknown, "nobody@new.example"))
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted([taken.email, "nobody@new.example"])
    taken.refresh_from_db()
    assert taken.check_password(PASSWORD)
    resets = [
        Client().post(reverse("account_reset_password"), {"email": email}).headers["Location"]
        for email in (taken.email, "nobody@elsewhere.example")
    ]
    assert resets[0] == resets[1]


@pytest.mark.parametrize(("language", "said"), [("fr", "Bonjour,"), ("en", "Hello,")])
def test_letters_speak_the_language_of_who_receives(cast: Cast, mailoutbox: Outbox, language: str, said: str) -> None:
    user = proved(cast.robin.user)
    user.language = language
    user.save()
    other = "en-GB" if language == "fr" else "fr-FR"
    Client(headers={"accept-language": other}).post(reverse("account_reset_password"), {"email": user.email})
    [letter] = mailoutbox
    assert said in str(letter.body)
    [(page, kind)] = letter.alternatives
    assert (kind, said in str(page), "Gouvernail – " in letter.subject) == ("text/html", True, True)


def test_a_lost_password_is_replaced_and_other_sessions_die(cast: Cast, mailoutbox: Outbox) -> None:
    user = proved(cast.robin.user)
    before = Client()
    assert sign_in(before, user.email, PASSWORD)
    client = Client()
    client.post(reverse("account_reset_password"), {"email": user.email})
    form = client.get(link_in(mailoutbox[-1]), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert not is_in(before)
    assert not sign_in(Client(), user.email, PASSWORD)
    assert sign_in(Client(), user.email, NEW)


def test_the_good_password_is_refused_after_too_many_bad_ones(cast: Cast) -> None:
    user = proved(cast.robin.user)
    for _guess in range(7):
        assert not sign_in(Client(), user.email, "guess-after-guess")
    assert not sign_in(Client(), user.email, PASSWORD)
    assert sign_in(Client(), proved(cast.lou.user).email, PASSWORD)  # the limit is that account's


def test_limits_are_counted_where_every_process_reads_them(cast: Cast) -> None:
    sign_in(Client(), cast.robin.user.email, "guess-after-guess")
    assert isinstance(caches["default"], DatabaseCache)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE '%login%'")
        assert cursor.fetchone()[0] > 0


def stolen(client: Client) -> Client:
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    return thief


def test_a_session_stolen_is_dead_after_sign_out(cast: Cast) -> None:
    client = Client()
    assert sign_in(client, proved(cast.robin.user).email, PASSWORD)
    thief = stolen(client)
    assert is_in(thief)
    client.post(reverse("account_logout"))
    assert not is_in(thief)


def test_a_session_stolen_is_dead_once_revoked_from_another_device(cast: Cast) -> None:
    user = proved(cast.robin.user)
    desk, phone = Client(), Client()
    assert sign_in(desk, user.email, PASSWORD)
    assert sign_in(phone, user.email, PASSWORD)
    thief = stolen(phone)
    page = desk.get(reverse("usersessions_list"))
    assert page.context["session_count"] == 2
    desk.post(reverse("usersessions_list"))
    assert (is_in(desk), is_in(phone), is_in(thief)) == (True, False, False)


def test_a_session_dies_with_the_account(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("robin")
    assert is_in(client)
    User.objects.filter(pk=cast.robin.user.pk).update(is_active=False)
    assert not is_in(client)


def test_a_forged_session_opens_nothing(cast: Cast, client: Client) -> None:
    client.cookies["sessionid"] = "a" * 32
    assert not is_in(client)
    assert not Session.objects.exists()


def test_an_address_changes_once_the_new_one_is_proved(cast: Cast, mailoutbox: Outbox) -> None:
    user = proved(cast.robin.user)
    old = user.email
    client = Client()
    assert sign_in(client, old, PASSWORD)
    page = reverse("account_email")
    answer = client.post(page, {"action_add": "", "email": "robin@new.example"}, follow=True)
    if "password" in answer.context["form"].fields:  # asks who is there before it changes anything
        client.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    user.refresh_from_db()
    assert user.email == old
    [letter] = [letter for letter in mailoutbox if letter.to == ["robin@new.example"]]
    client.post(link_in(letter))
    user.refresh_from_db()
    assert user.email == "robin@new.example"
    assert sign_in(Client(), "robin@new.example", PASSWORD)
    assert not sign_in(Client(), old, PASSWORD)
