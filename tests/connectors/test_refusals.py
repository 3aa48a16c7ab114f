"""Who may not: every write of the room, tried by those who have no right to it."""

from collections.abc import Callable

import pytest
from django.test import Client

from gouvernail.connectors.models import ImportRun
from tests.cast import Cast
from tests.imports import items

Sent = Callable[..., ImportRun]
WRITES = ("imports/{pk}/correct/", "imports/{pk}/undo/", "imports/{pk}/restore/")
READS = ("imports/{pk}/", "imports/{pk}/mapping.toml", "sources/")


@pytest.fixture
def base(sent: Sent) -> Callable[[str], str]:
    run = sent(("demandes.csv", items(3)))
    return lambda path: "/w/crm-ventes/diagnosis/" + path.format(pk=run.pk)


@pytest.mark.parametrize("path", [*WRITES, "imports/new/"])
def test_who_has_not_signed_in_is_asked_to(base: Callable[[str], str], client: Client, path: str) -> None:
    response = client.post(base(path))
    assert (response.status_code, "/account/login/" in response.headers["Location"]) == (302, True)


@pytest.mark.parametrize("path", [*WRITES, *READS, "imports/new/"])
def test_a_stranger_finds_nothing(base: Callable[[str], str], signed_in: Callable[[str], Client], path: str) -> None:
    client = signed_in("stranger")
    response = client.get(base(path)) if path in READS else client.post(base(path))
    assert response.status_code == 404


@pytest.mark.parametrize("path", [*WRITES, "imports/new/"])
def test_a_reader_is_refused(base: Callable[[str], str], signed_in: Callable[[str], Client], path: str) -> None:
    assert signed_in("robin").post(base(path)).status_code == 403


@pytest.mark.parametrize("path", READS)
def test_a_reader_reads(base: Callable[[str], str], signed_in: Callable[[str], Client], path: str) -> None:
    assert signed_in("robin").get(base(path)).status_code == 200


@pytest.mark.parametrize("path", WRITES)
def test_nothing_is_written_by_reading(
    base: Callable[[str], str], signed_in: Callable[[str], Client], path: str
) -> None:
    assert signed_in("camille").get(base(path)).status_code == 405


def test_the_import_of_another_workspace_is_not_found_under_mine(
    cast: Cast, sent: Sent, signed_in: Callable[[str], Client]
) -> None:
    run = sent(("demandes.csv", items(3)))
    assert signed_in("stranger").get(f"/w/crm-service/diagnosis/imports/{run.pk}/").status_code == 404


def test_a_page_asks_the_database_as_little_as_it_can(
    sent: Sent, signed_in: Callable[[str], Client], django_assert_max_num_queries: Callable
) -> None:
    run = sent(("demandes.csv", items(3)), ("autres.csv", items(3).replace("CRM", "ERP")))
    client = signed_in("camille")
    client.get(f"/w/crm-ventes/diagnosis/imports/{run.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/w/crm-ventes/diagnosis/imports/{run.pk}/")
