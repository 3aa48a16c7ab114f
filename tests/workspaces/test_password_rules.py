"""What a password must be: one sentence, and what is wrong beside the field."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast

RULES = "Au moins 10\xa0caractères, pas un mot de passe courant, ni votre nom, ni votre adresse."
pytestmark = pytest.mark.django_db


def _field(page: str) -> str:
    """Give the part of a page that asks for the new password."""
    found = re.search(
        r'<div class="form-field[^>]*>(?:(?!<div class="form-field).)*?name="password1".*?</div>', page, re.DOTALL
    )
    assert found is not None
    return found[0]


def test_sign_up_says_the_rules_in_one_sentence(client: Client) -> None:
    field = _field(client.get(reverse("account_signup")).content.decode())
    assert RULES in field
    assert "<li>" not in field


def test_a_weak_password_is_refused_beside_its_field(client: Client) -> None:
    typed = {"name": "Ida", "email": "ida@new.example", "password1": "12345"}
    field = _field(client.post(reverse("account_signup"), typed).content.decode())
    assert 'id="id_password1_error"' in field
    assert field.count("<li>") >= 2  # what is wrong, and only that
    assert RULES in field


def test_changing_a_password_says_the_same(cast: Cast, client: Client) -> None:
    client.post(reverse("account_login"), {"login": cast.robin.user.email, "password": PASSWORD})
    client.force_login(cast.robin.user)
    field = _field(client.get(reverse("account_change_password")).content.decode())
    assert RULES in field
    assert "<li>" not in field


@pytest.mark.parametrize(
    ("is_demo", "said"),
    [(True, "dans cette démonstration, un clic suffit"), (False, "vous passez par un autre service")],
    ids=["demo", "served"],
)
def test_who_has_no_password_reads_why(cast: Cast, client: Client, settings, is_demo: bool, said: str) -> None:
    settings.DEMO = is_demo
    cast.robin.user.set_unusable_password()
    cast.robin.user.save()
    client.force_login(cast.robin.user)
    assert said in client.get(reverse("workspaces:account")).content.decode()
