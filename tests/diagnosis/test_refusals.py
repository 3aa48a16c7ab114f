"""Who may not: every write of the room, tried by those who have no right to it; and how little a page asks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope

from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.services.annotations import annotation_add
from gouvernail.diagnosis.services.shares import share_create
from tests.cast import Cast

Made = Callable[..., Report]
POSTS = (
    "sample/",
    "imports/{run}/diagnose/",
    "{pk}/remove/",
    "{pk}/restore/",
    "{pk}/note/{note}/remove/",
    "{pk}/note/{note}/restore/",
    "{pk}/share/{link}/revoke/",
)
FORMS = (
    "{pk}/rename/",
    "{pk}/notes/report/",
    "{pk}/note/{note}/",
    "{pk}/share/",
    "{pk}/associate/items.objective/",
)
READS = ("", "{pk}/", "compare/", "{pk}/rows/indicator/on_time_rate/")


@pytest.fixture
def base(cast: Cast, made: Made) -> Callable[[str], str]:
    report = made()
    with scope(workspace=cast.workspace):
        note = annotation_add(actor=cast.camille, report=report, about="report", part="", text="x")
        link, _secret = share_create(actor=cast.camille, report=report, days=1)
    keys = {"pk": report.pk, "run": report.run_id, "note": note.pk, "link": link.pk}
    return lambda path: "/w/crm-ventes/diagnosis/" + path.format(**keys)


def test_who_has_not_signed_in_is_asked_to(base: Callable[[str], str], client: Client) -> None:
    for path in (*POSTS, *FORMS, "{pk}/export/json/"):
        response = client.post(base(path))
        assert (response.status_code, "/account/login/" in response.headers["Location"]) == (302, True), path


def test_a_stranger_finds_nothing(base: Callable[[str], str], signed_in: Callable[[str], Client]) -> None:
    client = signed_in("stranger")
    for path in (*POSTS, *FORMS, "{pk}/export/json/"):
        assert client.post(base(path)).status_code == 404, path
    for path in READS:
        assert client.get(base(path)).status_code == 404, path


def test_nothing_is_found_under_the_address_of_another_workspace(
    base: Callable[[str], str], signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("stranger")
    for path in (*POSTS[1:], *FORMS, "{pk}/export/json/"):
        address = base(path).replace("crm-ventes", "crm-service")
        assert client.post(address, {"title": "x", "text": "x", "days": "1"}).status_code == 404, path


def test_a_reader_is_refused(base: Callable[[str], str], signed_in: Callable[[str], Client]) -> None:
    client = signed_in("robin")
    for path in (*POSTS, *FORMS):
        sent = {"title": "x", "text": "x", "days": "1"}
        assert client.post(base(path), sent).status_code == 403, path


def test_a_reader_reads(base: Callable[[str], str], signed_in: Callable[[str], Client]) -> None:
    client = signed_in("robin")
    for path in READS:
        assert client.get(base(path)).status_code == 200, path


def test_nothing_is_written_by_reading(base: Callable[[str], str], signed_in: Callable[[str], Client]) -> None:
    client = signed_in("camille")
    for path in (*POSTS, "{pk}/export/json/"):
        assert client.get(base(path)).status_code == 405, path


@pytest.mark.parametrize(("path", "queries"), [("", 8), ("{pk}/", 8), ("{pk}/rows/indicator/on_time_rate/", 7)])
def test_pages_ask_the_database_a_fixed_number_of_times(
    base: Callable[[str], str],
    made: Made,
    signed_in: Callable[[str], Client],
    django_assert_num_queries: Callable,
    path: str,
    queries: int,
) -> None:
    made(("autres.csv", "Clé;Titre;Statut\nA;x;Livré\n"))  # one more report is not one more query
    client = signed_in("robin")
    client.get(base(path))  # the first visit notes that the member is here
    with django_assert_num_queries(queries):
        client.get(base(path))
