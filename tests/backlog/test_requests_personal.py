"""What the backlog knows of a person goes with the copy that they ask for; erasing them breaks nothing."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from gouvernail.backlog.models import Request
from gouvernail.backlog.selectors.personal import known_to_the_backlog
from gouvernail.backlog.services.comments import comment_add
from gouvernail.backlog.services.requests.imports import RequestRow, requests_import
from gouvernail.backlog.services.requests.voices import voice_add
from gouvernail.workspaces.services.erasure import person_erase
from tests.backlog.requests_scene import ask


@pytest.fixture
def row(cast) -> Request:
    with scope(workspace=cast.workspace):
        found = ask(cast.camille, requester=cast.robin)
        voice_add(actor=cast.noa, request=found)
        comment_add(actor=cast.noa, request=found, text="Chez nous aussi")
        return found


def test_a_copy_holds_what_one_asked_and_said(cast, row):
    with scopes_disabled():
        asked, said = known_to_the_backlog(cast.robin.user), known_to_the_backlog(cast.noa.user)
    assert [one["title"] for one in asked["requests"]] == [row.title]
    assert [one["request__number"] for one in said["voices"]] == [row.number]
    assert [one["text"] for one in said["comments"]] == ["Chez nous aussi"]
    assert said["requests"] == []


def test_an_erased_person_is_a_former_member_on_the_page(cast, row):
    for one in (cast.robin, cast.noa):
        person_erase(user=one.user)
    client = Client()
    client.force_login(cast.camille.user)
    page = client.get(reverse("backlog:request_detail", args=[cast.workspace.slug, row.pk]))
    assert page.status_code == 200
    for name in ("Robin Garcia", "Noa Bernard"):
        assert name not in page.content.decode()
    assert client.get(reverse("backlog:request_list", args=[cast.workspace.slug])).status_code == 200


def test_who_imported_requests_does_not_read_those_of_others_in_their_copy(cast):
    with scope(workspace=cast.workspace):
        mine = ask(cast.camille)
        rows = [RequestRow(foreign_key="J-1", title="Venue d’ailleurs", need="…", requester_id=cast.robin.pk)]
        requests_import(actor=cast.camille, origin=uuid.UUID(int=7), rows=rows)
    with scopes_disabled():
        copies = [known_to_the_backlog(one.user)["requests"] for one in (cast.camille, cast.robin)]
    assert [[one["title"] for one in copy] for copy in copies] == [[mine.title], ["Venue d’ailleurs"]]
