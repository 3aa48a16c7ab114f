"""Every address, every person: nothing of another workspace, no way in without signing in, no page that breaks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from gouvernail.connectors.models import ImportRun
from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.services.reports import report_make
from gouvernail.workspaces.models import Role
from tests.architecture.addresses import OTHER_ROWS, OWN_ROWS, Address, addresses
from tests.architecture.rows import MARKUP, Rows, fill, known_models
from tests.cast import Cast
from tests.imports import items

SignIn = Callable[[str], Client]
PEOPLE = ("camille", "sacha", "dominique", "noa", "lou", "robin", "maxime")
MAP = addresses()
INSIDE = [address for address in MAP if address.is_inside]
OUTSIDE = [address for address in MAP if not address.is_inside and address.is_ours]
PUBLIC = {  # what opens without signing in, and why it is no leak
    "web:live",  # says that the process answers
    "web:ready",
    "workspaces:language",  # the language of the sign-in page
    "workspaces:theme",
    "workspaces:invitation_open",  # holds a secret of 256 bits
    "workspaces:single_sign_on",  # leads to the provider
    "workspaces:persona_list",  # absent outside the demonstration
    "workspaces:persona_play",
    "calendars:feed",  # holds a secret
    "diagnosis_shared:report",  # holds a secret
    "me:unsubscribe",  # holds a signature
    "jobs:metrics",
}


@dataclass(frozen=True)
class World:
    """Two workspaces full of rows."""

    cast: Cast
    here: Rows
    there: Rows


@pytest.fixture
def world(cast: Cast) -> World:
    """Fill both workspaces with one row of everything."""
    here = fill(cast.workspace, [getattr(cast, name) for name in PEOPLE])
    return World(cast, here, fill(cast.elsewhere, [cast.stranger]))


@pytest.fixture
def world_with_report(cast: Cast, sent: Callable[..., ImportRun], run_jobs: Callable[[], None]) -> World:
    """Fill the first workspace with one row of everything; a report is what a worker makes of real files."""
    run = sent((f"{MARKUP}.csv".replace("/", ""), items().replace("Demande", MARKUP)))
    with scope(workspace=cast.workspace):
        report_make(actor=cast.camille, run=run, title=MARKUP)
        run_jobs()
        real = {"connectors.ImportRun": run, "diagnosis.Report": Report.objects.get()}
    return World(cast, fill(cast.workspace, [getattr(cast, name) for name in PEOPLE], **real), {})


def visit(client: Client, path: str, method: str) -> HttpResponse:
    """Ask for a page and forget what it did: each visit finds the same world."""
    client.raise_request_exception = False
    with transaction.atomic():
        answer = client.get(path) if method == "get" else client.post(path, {})
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer  # type: ignore[return-value]


def visits(client: Client, where: list[Address], slug: str, rows: Rows) -> Iterator[tuple[str, HttpResponse]]:
    for address in where:
        for method in ("get", "post"):
            path = address.path(slug, rows)
            yield f"{method} {address.name} {path}", visit(client, path, method)


def test_the_tables_name_what_exists() -> None:
    assert {*OWN_ROWS.values(), *OTHER_ROWS.values()} - known_models() == set()
    assert all(isinstance(address.rows, dict) for address in MAP if address.is_ours)  # or says what is not known


def test_what_is_public_is_written_down() -> None:
    assert {address.name for address in MAP if address.is_public and address.is_ours} - PUBLIC == set()
    assert [address.name for address in INSIDE if address.is_public] == []


def test_nobody_enters_without_signing_in(world: World) -> None:
    slug, client = world.cast.workspace.slug, Client()
    private = [address for address in [*INSIDE, *OUTSIDE] if address.name not in PUBLIC]
    opened = [
        (what, answer.status_code)
        for what, answer in visits(client, private, slug, world.here)
        if answer.status_code != 302 or not answer.headers["Location"].startswith("/account/login/")
    ]
    assert opened == []


def test_a_stranger_finds_nothing(world: World, signed_in: SignIn) -> None:
    slug, client = world.cast.workspace.slug, signed_in("stranger")
    found = [
        (what, answer.status_code)
        for what, answer in visits(client, INSIDE, slug, world.here)
        if answer.status_code != 404
    ]
    assert found == []


def test_a_row_of_another_workspace_is_not_found_in_ones_own(world: World, signed_in: SignIn) -> None:
    slug, client = world.cast.elsewhere.slug, signed_in("stranger")
    reached = []
    for address in INSIDE:
        for name, model in address.rows.items():
            path = address.path(slug, world.there, {name: world.here[model].pk})
            codes = {method: visit(client, path, method).status_code for method in ("get", "post")}
            if set(codes.values()) - {404, 405} or set(codes.values()) == {405}:
                reached.append((address.name, path, codes))
    assert reached == []


@pytest.mark.parametrize("people", [PEOPLE[:2], PEOPLE[2:5], PEOPLE[5:]], ids=" ".join)
def test_no_page_breaks_and_none_lets_markup_through(
    world_with_report: World, signed_in: SignIn, people: tuple[str, ...]
) -> None:
    slug, rows = world_with_report.cast.workspace.slug, world_with_report.here
    broken, raw = [], []
    for name in people:
        for what, answer in visits(signed_in(name), [*INSIDE, *OUTSIDE], slug, rows):
            if answer.status_code >= 500:
                broken.append(f"{name}: {what}")
            if "html" in answer.headers.get("Content-Type", "") and MARKUP in answer.content.decode():
                raw.append(f"{name}: {what}")
    assert (broken, raw) == ([], [])


def test_who_has_no_role_any_more_is_shut_out(world: World, signed_in: SignIn) -> None:
    with scope(workspace=world.cast.workspace):
        Role.objects.filter(member=world.cast.robin).update(ends_on=timezone.localdate() - timedelta(days=1))
    slug, client = world.cast.workspace.slug, signed_in("robin")
    opened = [
        (what, answer.status_code)
        for what, answer in visits(client, INSIDE, slug, world.here)
        if answer.status_code != 403
    ]
    assert opened == []
