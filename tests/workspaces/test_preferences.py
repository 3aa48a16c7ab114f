"""Language and look are switched at once, from any page, and remembered."""

import pytest
from django.test import Client

from gouvernail.workspaces.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("field", "value"), [("language", "en"), ("theme", "dark")])
def test_the_account_remembers_and_the_page_stays(cast, signed_in, field: str, value: str) -> None:
    answer = signed_in("robin").post(f"/preferences/{field}", {field: value, "next": "/w/crm-ventes/search?q=a"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/w/crm-ventes/search?q=a")
    assert getattr(User.objects.get(pk=cast.robin.user_id), field) == value


def test_a_stranger_to_the_product_is_remembered_by_a_cookie(client: Client) -> None:
    client.post("/preferences/language", {"language": "en"})
    client.post("/preferences/theme", {"theme": "dark"})
    text = client.get("/account/login/").text
    assert '<html lang="en" data-theme="dark">' in text


@pytest.mark.parametrize("field", ["language", "theme"])
@pytest.mark.parametrize("value", ["", "klingon", "<script>", "fr\n"])
def test_what_is_not_offered_changes_nothing(cast, signed_in, field: str, value: str) -> None:
    before = getattr(cast.robin.user, field)
    assert signed_in("robin").post(f"/preferences/{field}", {field: value}).status_code == 400
    assert getattr(User.objects.get(pk=cast.robin.user_id), field) == before


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_nobody_is_sent_to_another_site(client: Client, address: str) -> None:
    assert client.post("/preferences/theme", {"theme": "dark", "next": address}).headers["Location"] == "/"


@pytest.mark.parametrize("field", ["language", "theme"])
def test_reading_changes_nothing(client: Client, field: str) -> None:
    assert client.get(f"/preferences/{field}").status_code == 405
