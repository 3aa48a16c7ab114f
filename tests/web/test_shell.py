"""The frame of every page: who reads, where they are, where they may go."""

import pytest

from gouvernail.web import navigation, palette
from gouvernail.web.navigation import Entry

pytestmark = pytest.mark.django_db


def test_the_rail_marks_where_the_reader_stands(signed_in) -> None:
    text = signed_in("camille").get("/w/crm-ventes/trail/").text
    assert text.count('aria-current="page"') == 1
    assert 'href="/w/crm-ventes/trail/" data-key="t" aria-current="page"' in text


def test_the_rail_shows_only_what_may_be_opened(signed_in) -> None:
    assert 'data-key="t"' not in signed_in("robin").get("/w/crm-ventes/search").text


def test_no_two_pages_share_a_key() -> None:
    keys = [entry.key for entry in navigation._ENTRIES.values() if entry.key]
    assert sorted(keys) == sorted(set(keys))


def test_a_count_is_asked_for_only_where_the_rail_is_drawn(signed_in, monkeypatch) -> None:
    asked = []

    def count(request) -> int:
        asked.append(request.path)
        return 7

    entry = Entry(label="Sept", url_name="shell:search", icon="list", order=1, count=count)
    monkeypatch.setitem(navigation._ENTRIES, "seven", entry)
    camille = signed_in("camille")
    camille.get("/w/crm-ventes/search", headers={"HX-Request": "true"})
    assert asked == []
    assert '<span class="count num">7</span>' in camille.get("/w/crm-ventes/search").text
    assert len(asked) == 1


def test_the_shell_costs_few_queries(signed_in, django_assert_num_queries, monkeypatch) -> None:
    monkeypatch.setattr(navigation, "_ENTRIES", {})  # what the rooms ask for is pinned in their own tests
    monkeypatch.setattr(palette, "_KINDS", {})
    camille = signed_in("camille")
    camille.get("/w/crm-ventes/search")
    with django_assert_num_queries(4):  # session, person, membership, roles
        camille.get("/w/crm-ventes/search", {"q": "journal"})


def test_caches_tell_a_fragment_from_a_page(signed_in) -> None:
    assert "HX-Request" in signed_in("camille").get("/w/crm-ventes/search").headers["Vary"]


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_health_is_said_to_anybody(client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_a_request_keeps_the_name_that_a_proxy_gave_unless_it_is_not_a_name(client) -> None:
    assert (
        client.get("/health/live", headers={"X-Request-ID": "proxy-12345678"}).headers["X-Request-ID"]
        == "proxy-12345678"
    )
    assert client.get("/health/live", headers={"X-Request-ID": "<script>"}).headers["X-Request-ID"] != "<script>"


def test_a_session_that_ended_sends_the_whole_page_to_sign_in_and_back(client) -> None:
    asked_from = {"HX-Request": "true", "HX-Current-URL": "http://testserver/w/crm-ventes/trail/?verb=x"}
    answer = client.get("/w/crm-ventes/search", headers=asked_from)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == "/account/login/?next=%2Fw%2Fcrm-ventes%2Ftrail%2F%3Fverb%3Dx"
    elsewhere = client.get(
        "/w/x/search", headers={"HX-Request": "true", "HX-Current-URL": "https://elsewhere.example/"}
    )
    assert elsewhere.headers["HX-Redirect"] == "/account/login/?next=%2F"
    assert client.get("/w/crm-ventes/search").status_code == 302
