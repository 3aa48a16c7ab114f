"""The pages of jobs: who sees what, what moves by itself, and that it stops."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope
from pytest_django.asserts import assertRedirects

from gouvernail.jobs.choices import State, Trouble
from gouvernail.jobs.models import Job, Message
from gouvernail.jobs.services.presence import worker_beat
from gouvernail.jobs.services.run import job_start
from gouvernail.workspaces.models import Member
from tests.cast import Cast
from tests.jobs import works

SignIn = Callable[[str], Client]
EVERYONE = ["camille", "sacha", "dominique", "noa", "lou", "robin", "maxime"]
POSTS = ["jobs:job_retry", "jobs:job_cancel"]


def start(cast: Cast, actor: Member | None, label: str = "Diagnostic de demandes.csv", steps: int = 4) -> Job:
    with scope(workspace=cast.workspace):
        return job_start(workspace=cast.workspace, actor=actor, work=works.count, label=label, steps=steps)


def change(job: Job, **values: object) -> None:
    with scope(workspace=job.workspace):
        Job.objects.filter(pk=job.pk).update(**values)


def state_of(job: Job) -> str:
    with scope(workspace=job.workspace):
        return Job.objects.get(pk=job.pk).state


@pytest.fixture
def job(cast: Cast) -> Job:
    return start(cast, cast.lou)


def url(name: str, job: Job) -> str:
    return reverse(name, args=["crm-ventes", job.pk])


@pytest.mark.parametrize("name", ["jobs:job_detail", "jobs:job_progress", *POSTS])
def test_the_door(signed_in: SignIn, job: Job, name: str) -> None:
    send = "post" if name in POSTS else "get"
    assert getattr(Client(), send)(url(name, job)).status_code == 302
    assert getattr(signed_in("stranger"), send)(url(name, job)).status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_reading_changes_nothing(signed_in: SignIn, job: Job, name: str) -> None:
    assert signed_in("lou").get(url(name, job)).status_code == 405
    assert signed_in("robin").post(url(name, job)).status_code == 403
    assert state_of(job) == State.WAITING


@pytest.mark.parametrize("name", ["jobs:job_detail", "jobs:job_progress"])
def test_a_job_of_another_workspace_is_not_found(cast: Cast, signed_in: SignIn, job: Job, name: str) -> None:
    assert signed_in("stranger").get(reverse(name, args=["crm-service", job.pk])).status_code == 404


@pytest.mark.parametrize("reader", EVERYONE)
def test_every_member_may_look(signed_in: SignIn, job: Job, reader: str) -> None:
    page = signed_in(reader).get(url("jobs:job_detail", job))
    assert page.status_code == 200
    assert ("job_cancel" in page.content.decode() or "/cancel/" in page.content.decode()) == (
        reader in {"camille", "lou"}
    )


def test_one_sees_ones_own_first_and_everybodys_when_asked(cast: Cast, signed_in: SignIn, job: Job) -> None:
    start(cast, cast.camille, "Export du journal")
    client, address = signed_in("lou"), reverse("jobs:job_list", args=["crm-ventes"])
    mine, everybodys = client.get(address).content.decode(), client.get(address, {"of": "all"}).content.decode()
    assert "demandes.csv" in mine
    assert "Export du journal" not in mine
    assert "Export du journal" in everybodys


def test_nothing_yet_says_what_will_come(signed_in: SignIn) -> None:
    assert "Aucun travail" in signed_in("robin").get(reverse("jobs:job_list", args=["crm-ventes"])).content.decode()


def test_a_job_that_moves_asks_for_itself(signed_in: SignIn, job: Job) -> None:
    change(job, state=State.RUNNING, done=1, total=4, message="Lecture")
    page = signed_in("lou").get(url("jobs:job_detail", job)).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert "<noscript>" in page
    assert 'value="1" max="4"' in page
    assert "Lecture" in page
    assert "25" in page


@pytest.mark.parametrize("state", [State.SUCCEEDED, State.FAILED, State.CANCELLED])
def test_a_job_that_has_ended_is_still(signed_in: SignIn, job: Job, state: State) -> None:
    change(job, state=state)
    for name in ("jobs:job_detail", "jobs:job_progress"):
        page = signed_in("lou").get(url(name, job)).content.decode()
        assert "every 1s" not in page
        assert "<noscript>" not in page


def test_nothing_new_is_not_sent_again(signed_in: SignIn, job: Job) -> None:
    client = signed_in("lou")
    ask = {"HTTP_HX_REQUEST": "true"}
    etag = client.get(url("jobs:job_progress", job), **ask).headers["ETag"]
    assert client.get(url("jobs:job_progress", job), **ask, HTTP_IF_NONE_MATCH=etag).status_code == 304
    change(job, state=State.RUNNING, done=1)
    fresh = client.get(url("jobs:job_progress", job), **ask, HTTP_IF_NONE_MATCH=etag)
    assert fresh.status_code == 200
    assert fresh.headers["ETag"] != etag


def test_the_list_is_not_sent_again_either(signed_in: SignIn, job: Job) -> None:
    client, address = signed_in("lou"), reverse("jobs:job_list", args=["crm-ventes"])
    ask = {"HTTP_HX_REQUEST": "true"}
    etag = client.get(address, **ask).headers["ETag"]
    assert client.get(address, **ask, HTTP_IF_NONE_MATCH=etag).status_code == 304
    assert client.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 200
    change(job, done=1)
    assert client.get(address, **ask, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_the_end_is_told_to_the_page_around(signed_in: SignIn, job: Job) -> None:
    change(job, state=State.SUCCEEDED)
    answer = signed_in("lou").get(url("jobs:job_progress", job), HTTP_HX_REQUEST="true")
    assert answer.headers["HX-Trigger"] == "job-ended"


def test_a_waiting_job_says_when_nobody_works(signed_in: SignIn, job: Job) -> None:
    client = signed_in("lou")
    assert "Aucun processus de travail" in client.get(url("jobs:job_detail", job)).content.decode()
    worker_beat("alive")
    assert "Aucun processus de travail" not in client.get(url("jobs:job_detail", job)).content.decode()


def test_a_failure_is_told_and_tried_again_and_undone(signed_in: SignIn, job: Job) -> None:
    change(job, state=State.FAILED, error="Le fichier est vide. <b>Choisissez-en</b> un autre.")
    client = signed_in("lou")
    page = client.get(url("jobs:job_detail", job)).content.decode()
    assert "&lt;b&gt;Choisissez-en" in page
    after = client.post(url("jobs:job_retry", job), follow=True)
    assertRedirects(after, url("jobs:job_detail", job))
    assert state_of(job) == State.WAITING
    assert f'action="{url("jobs:job_cancel", job)}"' in after.content.decode().split('id="toasts"')[1]
    client.post(url("jobs:job_cancel", job))
    assert state_of(job) == State.CANCELLED


def test_too_late_is_said_rather_than_done(signed_in: SignIn, job: Job) -> None:
    change(job, state=State.SUCCEEDED)
    after = signed_in("lou").post(url("jobs:job_cancel", job), follow=True)
    assert "déjà terminé" in after.content.decode()
    assert state_of(job) == State.SUCCEEDED


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_a_result_never_leads_elsewhere(signed_in: SignIn, job: Job, address: str) -> None:
    change(job, state=State.SUCCEEDED, result={"url": address, "text": "<script>alert(1)</script>"})
    page = signed_in("lou").get(url("jobs:job_detail", job)).content.decode()
    assert address not in page
    assert "<script>alert" not in page


def test_mail_that_waits_is_said_without_naming_anybody(signed_in: SignIn) -> None:
    Message.objects.create(
        message_id="<a@b>", sender="a@b", recipient="secret@example.org", attempts=1, trouble=Trouble.SILENT
    )
    page = signed_in("robin").get(reverse("jobs:job_list", args=["crm-ventes"])).content.decode()
    assert "Le serveur de courrier ne répond pas." in page
    assert "secret@example.org" not in page


def asked_of_jobs(client: Client, address: str) -> int:
    """Count the queries about jobs; those of the door and of the shell are pinned by their own tests."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, HTTP_HX_REQUEST="true").status_code == 200
    return sum(
        any(table in query["sql"] for table in ('"jobs_job"', '"jobs_worker"', '"jobs_message"')) for query in queries
    )


def test_a_long_list_asks_no_more_of_the_database(cast: Cast, signed_in: SignIn) -> None:
    client, address = signed_in("camille"), reverse("jobs:job_list", args=["crm-ventes"])
    for number in range(40):
        start(cast, cast.camille, f"Job {number}")
    assert asked_of_jobs(client, address) == 4  # how many, the page, the mail, the letters


def test_a_glance_asks_little_of_the_database(signed_in: SignIn, job: Job) -> None:
    client = signed_in("lou")
    assert asked_of_jobs(client, url("jobs:job_progress", job)) <= 3  # while it waits: is there a worker?
    change(job, state=State.RUNNING)
    assert asked_of_jobs(client, url("jobs:job_progress", job)) == 1
