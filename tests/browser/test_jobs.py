"""The page of a job, in a browser: it moves by itself, stops, keeps the keyboard's place, and works without scripts."""

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.jobs.choices import State, Trouble
from gouvernail.jobs.models import Job, Message
from gouvernail.jobs.services.presence import worker_beat
from gouvernail.jobs.services.run import job_start
from tests.browser.conftest import PageAs, assert_accessible, assert_fits
from tests.cast import Cast
from tests.jobs import works

pytestmark = pytest.mark.browser
LIST = "/w/crm-ventes/jobs/"


@pytest.fixture
def job(transactional_db: None, cast: Cast) -> Job:
    worker_beat("alive")
    return started(cast, "Diagnostic de demandes-2025.csv")


def started(cast: Cast, label: str) -> Job:
    with scope(workspace=cast.workspace):
        return job_start(workspace=cast.workspace, actor=cast.camille, work=works.count, label=label, steps=4)


def change(job: Job, **values: object) -> None:
    with scope(workspace=job.workspace):
        Job.objects.filter(pk=job.pk).update(**values)


def test_the_progress_moves_by_itself_and_stops(job: Job, page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(f"{LIST}{job.pk}/")
    piece = page.locator(f"#job-{job.pk}")
    expect(piece).to_contain_text("En attente")
    change(job, state=State.RUNNING, done=1, total=4, message="Lecture des fichiers")
    expect(piece).to_contain_text("Lecture des fichiers")
    expect(piece.get_by_role("progressbar")).to_have_attribute("value", "1")
    stop = piece.get_by_role("button", name="Arrêter ce travail")
    stop.focus()
    change(job, done=3, message="Calcul")
    expect(piece).to_contain_text("Calcul")
    expect(stop).to_be_focused()
    change(job, state=State.SUCCEEDED, result={"url": LIST, "text": "12 constats"})
    expect(piece).to_contain_text("12 constats")
    expect(piece).not_to_have_attribute("hx-get", LIST)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/progress/" in request.url else None)
    page.wait_for_timeout(2500)  # longer than a round: what is asked afterwards would be asked for ever
    assert asked == []


def test_nothing_is_drawn_again_when_nothing_moves(job: Job, page_as: PageAs) -> None:
    page = page_as("camille")
    answers: list[int] = []
    page.on("response", lambda answer: answers.append(answer.status) if "/progress/" in answer.url else None)
    page.goto(f"{LIST}{job.pk}/")
    piece = page.locator(f"#job-{job.pk}")
    handle = piece.element_handle()
    with page.expect_response(lambda answer: "/progress/" in answer.url and answer.status == 304):
        pass
    assert handle is not None
    assert handle.evaluate("node => node.isConnected")  # the same piece, not a copy
    assert set(answers) == {304}


def test_a_job_is_stopped_and_taken_back(job: Job, page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(f"{LIST}{job.pk}/")
    page.get_by_role("button", name="Arrêter ce travail").click()
    expect(page.locator(f"#job-{job.pk}")).to_contain_text("Annulé")
    page.locator("#toasts").get_by_role("button", name="Défaire").click()
    expect(page.locator(f"#job-{job.pk}")).to_contain_text("En attente")


def test_without_scripts(job: Job, page_as: PageAs) -> None:
    page = page_as("camille", script=False)
    page.goto(LIST)
    page.get_by_role("link", name="Diagnostic de demandes-2025.csv").click()
    expect(page.locator("noscript a")).to_have_text("La relire maintenant")
    page.get_by_role("button", name="Arrêter ce travail").click()
    expect(page.locator(f"#job-{job.pk}")).to_contain_text("Annulé")


def show_all(cast: Cast, job: Job) -> None:
    """Put one job in each state, and mail that waits."""
    change(job, state=State.RUNNING, done=340, total=1200, message="Lecture des lignes")
    change(started(cast, "Export du journal"), state=State.SUCCEEDED, result={"url": LIST, "text": "1 fichier"})
    change(
        started(cast, "Import de backlog.xlsx"), state=State.FAILED, error="Le fichier est vide. Exportez-le encore."
    )
    change(started(cast, "Comparaison"), state=State.CANCELLED)
    started(cast, "Diagnostic de fichiers dont le nom est vraiment très long et qui ne tient pas sur une ligne.csv")
    Message.objects.create(message_id="<a@b>", sender="a@b", recipient="c@d", attempts=1, trouble=Trouble.SILENT)


def test_everybody_can_read_them(cast: Cast, job: Job, page_as: PageAs) -> None:
    show_all(cast, job)
    page = page_as("camille")
    for address in (f"{LIST}?of=all", f"{LIST}{job.pk}/", f"{LIST}{job.pk + 1}/", f"{LIST}{job.pk + 2}/"):
        page.goto(address)
        assert_accessible(page)


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_overflows(cast: Cast, job: Job, page_as: PageAs, width: int) -> None:
    show_all(cast, job)
    page = page_as("camille", width=width)
    for address in (LIST, f"{LIST}{job.pk}/"):
        page.goto(address)
        assert_fits(page)


@pytest.mark.parametrize("width", [390, 1440])
def test_letters_that_did_not_leave_are_accessible_and_fit(
    transactional_db: None, cast: Cast, page_as: PageAs, width: int
) -> None:
    for number, (state, trouble) in enumerate([("refused", "never"), ("unknown", ""), ("waiting", "later")]):
        Message.objects.create(
            workspace=cast.workspace, message_id=f"<{number}@example.org>", recipient=cast.lou.user.email, state=state,
            trouble=trouble, subject="Rappel : " + "démo " * 20, content=b"x", attempts=1,
        )  # fmt: skip
    page = page_as("camille", width=width)
    page.goto("/w/crm-ventes/jobs/letters/")
    expect(page.locator("tbody tr")).to_have_count(3)
    assert_fits(page)
    assert_accessible(page)
