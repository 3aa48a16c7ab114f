"""An error page says what happened and what to do, in the reader's language, and needs nothing that may be broken."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from gouvernail.config.urls import *  # noqa: F403  # the product's map and its error pages
from gouvernail.config.urls import urlpatterns as product
from gouvernail.web import views


def _break(_request):
    raise ValueError("a fault of ours")


def _refuse(_request):
    raise PermissionDenied("Demandez à Camille.")


urlpatterns = [path("broken", _break), path("refused", _refuse), *product]
ours = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def reader(signed_in) -> Client:
    client = signed_in("camille")
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Il n’y a pas de page à cette adresse"), ("en", "There is no such page here")]
)
def test_a_page_that_is_not_there(client: Client, language: str, words: str) -> None:
    answer = client.get("/nowhere", headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert words in answer.text
    assert f'<html lang="{language}"' in answer.text


@ours
def test_a_refusal_gives_its_reason(reader: Client) -> None:
    answer = reader.get("/refused")
    assert answer.status_code == 403
    assert "Demandez à Camille." in answer.text


@ours
def test_a_fault_gives_a_reference_and_hides_its_cause(reader: Client) -> None:
    answer = reader.get("/broken")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "a fault of ours" not in answer.text


@pytest.mark.django_db
def test_a_fault_is_said_without_asking_the_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0, connection=connection):
        assert views.server_error(RequestFactory().get("/")).status_code == 500


@pytest.mark.parametrize("theme", ["dark", '"><script>'])
def test_a_bare_error_keeps_the_look_but_not_a_forged_one(theme: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["gouvernail_theme"] = theme
    text = views.bad_request(request, Exception()).content.decode()
    assert ('data-theme="dark"' in text) is (theme == "dark")
    assert "><script>" not in text.partition("<head>")[0]


@pytest.mark.django_db
def test_an_old_form_is_explained(cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.camille.user)
    answer = client.post("/preferences/theme", {"theme": "dark"})
    assert answer.status_code == 403
    assert "Le formulaire n’était plus valable" in answer.text


def test_both_languages_have_every_page() -> None:
    titles = set()
    for language in ("fr", "en"):
        with translation.override(language):
            for show in (views.server_error, lambda request: views.bad_request(request, Exception())):
                titles.add(show(RequestFactory().get("/")).content.decode().partition("<title>")[2].partition("·")[0])
    assert len(titles) == 4


@pytest.mark.django_db
def test_too_many_attempts_are_asked_to_wait(client: Client) -> None:
    tries = [client.post("/account/login/", {"login": "x@y.example", "password": "no"}) for _ in range(12)]
    refused = [answer for answer in tries if "Trop" in answer.text]
    assert refused
    reset = [client.post("/account/password/reset/", {"email": "x@y.example"}) for _ in range(30)]
    assert reset[-1].status_code == 429
    assert "Attendez quelques minutes" in reset[-1].text
