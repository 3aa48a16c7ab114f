"""Pages of governance: who opens them, what they show, how many queries they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from gouvernail.workspaces.models import Assignment, DataObject, Duty, SetAside
from gouvernail.workspaces.selectors.duties import duties_active, letters_of
from gouvernail.workspaces.selectors.duty_matrix import Window, matrix
from gouvernail.workspaces.selectors.duty_report import register_of
from gouvernail.workspaces.selectors.who_does_what import duty_cards, own_parts
from gouvernail.workspaces.services.duties import duties_propose, duty_archive
from tests.workspaces.duties import add, held, newcomer

READ = ["who_does_what", "duty", "duties_pdf", "duties_xlsx"]
CHECK = ["findings", "finding_counts"]
EDIT = ["duty_matrix", "duty_add", "duty_edit", "duty_mandate", "finding_set_aside"]
WRITE = [
    "duties_propose",
    "duty_resolve",
    "duty_cell",
    "duty_move",
    "duty_archive",
    "duty_restore",
    "finding_bring_back",
]
WRITTEN = [*WRITE, "duty_add", "duty_edit", "duty_mandate", "finding_set_aside"]


@pytest.fixture
def duty(cast) -> Duty:
    with scope(workspace=cast.workspace):
        return add(cast, camille="A", noa="R")


@pytest.fixture
def address(cast, duty):
    def give(name: str) -> str:
        digest = "0" * 64
        with scope(workspace=cast.workspace):
            row = SetAside.objects.get_or_create(
                workspace=cast.workspace, digest=digest, key="R1", reason="x", returns_on="2030-01-01"
            )[0]
        keys = {
            "duty_mandate": [duty.pk, cast.camille.pk],
            "finding_set_aside": [digest],
            "finding_bring_back": [row.pk],
        }
        own = [duty.pk] if name not in {"duty_matrix", "duty_add"} and name.startswith("duty") else []
        return reverse(f"workspace:{name}", args=[cast.workspace.slug, *keys.get(name, own)])

    return give


@pytest.mark.parametrize("name", [*READ, *CHECK, *EDIT])
def test_who_is_not_signed_in_is_sent_to_sign_in(client, address, name):
    answer = client.get(address(name))
    assert (answer.status_code, "/account/login/" in answer.headers.get("Location", "")) == (302, True)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_write_asks_to_sign_in_too(client, address, name):
    assert "/account/login/" in client.post(address(name)).headers.get("Location", "")


@pytest.mark.parametrize("name", [*READ, *CHECK, *EDIT])
def test_a_stranger_finds_nothing(signed_in, address, name):
    assert signed_in("stranger").get(address(name)).status_code == 404


@pytest.mark.parametrize("name", WRITTEN)
def test_a_stranger_writes_nothing(signed_in, address, name):
    assert signed_in("stranger").post(address(name)).status_code == 404


@pytest.mark.parametrize("name", READ)
def test_everybody_reads_who_does_what(signed_in, address, name):
    assert signed_in("robin").get(address(name)).status_code == 200


@pytest.mark.parametrize("name", CHECK)
def test_what_is_wrong_is_for_those_who_steer_and_for_reviewers(signed_in, address, name):
    found = {
        who: signed_in(who).get(address(name)).status_code for who in ("camille", "sacha", "maxime", "robin", "noa")
    }
    assert found == {"camille": 200, "sacha": 200, "maxime": 200, "robin": 403, "noa": 403}


@pytest.mark.parametrize("name", EDIT)
def test_a_reader_does_not_open_what_edits(signed_in, address, name):
    assert signed_in("robin").get(address(name)).status_code == 403


@pytest.mark.parametrize("name", WRITTEN)
def test_a_reader_writes_nothing(cast, signed_in, address, name):
    data = {
        "version": 1,
        "member": cast.robin.pk,
        f"letters-{cast.robin.pk}": "A",
        "keep-label": "mine",
        "mine-label": "x",
    }
    assert signed_in("robin").post(address(name), data).status_code == 403
    with scope(workspace=cast.workspace):
        assert not Assignment.objects.filter(member=cast.robin).exists()


@pytest.mark.parametrize("name", WRITE)
def test_a_write_is_not_read(signed_in, address, name):
    assert signed_in("camille").get(address(name)).status_code == 405


def _page(client, name: str, **query) -> str:
    return client.get(reverse(f"workspace:{name}", args=["crm-ventes"]), query).content.decode()


def test_an_empty_workspace_is_offered_the_template_and_a_reader_is_told_whom_to_ask(signed_in):
    assert "Partir des huit responsabilités" in _page(signed_in("camille"), "who_does_what")
    assert "Partir des huit" not in _page(signed_in("robin"), "who_does_what")
    page = signed_in("camille").post(reverse("workspace:duties_propose", args=["crm-ventes"]), follow=True)
    assert "Arbitrer les priorités" in page.content.decode()


def test_a_reader_sees_their_own_part_first(cast, signed_in, duty):
    with scope(workspace=cast.workspace):
        add(cast, "Qualify requests", noa="A")
    own = _page(signed_in("noa"), "who_does_what").partition("own-duties")[2].partition("</section>")[0]
    assert own.index("Vous répondez de") < own.index("Qualify requests") < own.index("Vous vous occupez de")
    assert "own-duties" not in _page(signed_in("robin"), "who_does_what").replace("own-duties.css", "")


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ({"q": "bernard"}, "Arbitrate priorities", "Hold the compass"),
        ({"q": "compass"}, "Hold the compass", "Arbitrate priorities"),
        ({"q": "compass sacha"}, "Hold the compass", "Arbitrate priorities"),
        ({"q": "bernard", "by": "person"}, "Noa Bernard", "Sacha Martin"),
        ({"q": "compass", "by": "person"}, "Sacha Martin", "Noa Bernard"),
        ({"q": "nothing like it"}, "Rien trouvé", "Hold the compass"),
    ],
)
def test_people_and_duties_are_found(cast, signed_in, duty, query, seen, unseen):
    with scope(workspace=cast.workspace):
        add(cast, "Hold the compass", sacha="A")
    page = _page(signed_in("robin"), "who_does_what", **query).partition("<main")[2]
    assert (seen in page, unseen in page) == (True, False)


def test_html_in_a_duty_stays_text(cast, signed_in):
    with scope(workspace=cast.workspace):
        nasty = add(cast, "<script>alert(1)</script>", camille="A")
        Duty.objects.filter(pk=nasty.pk).update(description="<img src=x onerror=alert(1)> \u202eabc 🧭")
    for name in ("who_does_what", "duty_matrix", "findings"):
        page = _page(signed_in("camille"), name)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_the_form_finds_people_keeps_the_words_and_saves_without_script(cast, signed_in, duty):
    client, page = signed_in("camille"), f"/w/crm-ventes/governance/duties/{duty.pk}/edit"
    written = {"version": 1, "label": "New words", "description": "", "member": cast.noa.pk}
    found = client.post(page, {**written, "find": "1", "person": "moreau"}).content.decode()
    assert (f'name="letters-{cast.lou.pk}"' in found, "New words" in found) == (True, True)
    both = {**written, "member": [cast.noa.pk, cast.lou.pk], f"letters-{cast.lou.pk}": "R"}
    assert client.post(page, both).status_code == 302
    with scope(workspace=cast.workspace):
        duty.refresh_from_db()
        assert (duty.label, letters_of(duty)) == ("New words", held(cast, camille="A", lou="R"))


@pytest.mark.parametrize(("label", "letters"), [("", "A"), ("x" * 121, "A"), ("Fine", "AC")])
def test_a_form_that_is_wrong_says_so_and_keeps_what_was_written(cast, signed_in, duty, label, letters):
    data = {
        "version": 1,
        "label": label,
        "description": "Kept",
        "member": cast.lou.pk,
        f"letters-{cast.lou.pk}": list(letters),
    }
    answer = signed_in("camille").post(f"/w/crm-ventes/governance/duties/{duty.pk}/edit", data)
    assert (answer.status_code, "Kept" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("query", ["person=99999999999999999999", "page=x&columns=-3", "person=²", "who=nobody&q=%00"])
def test_a_forged_address_of_the_matrix_never_fails(signed_in, duty, query):
    assert signed_in("camille").get(f"/w/crm-ventes/governance/matrix?{query}").status_code in {200, 404}


@pytest.mark.parametrize("nasty", ["\x00", "x" * 10_000, "\u202eabc 🧭", "<script>alert(1)</script>", "%s %(x)s {y}"])
def test_whatever_is_written_pages_answer(cast, signed_in, duty, nasty):
    client, home = signed_in("camille"), "/w/crm-ventes/governance/"
    for page in ("", "?by=person&", "matrix"):
        assert client.get(home + page, {"q": nasty, "page": nasty, "columns": nasty}).status_code == 200
    written = {"version": nasty, "label": nasty, "description": nasty, "member": nasty, "person": nasty, "next": nasty}
    own = f"{home}duties/{duty.pk}/"
    assert client.post(own + "edit", {**written, "find": "1"}).status_code == 200
    assert client.post(own + "edit", written).status_code in {302, 409, 422}
    kept = {
        "version": "1",
        "keep-label": "mine",
        "mine-label": nasty,
        "keep-data_object": "mine",
        "mine-data_object": nasty,
    }
    assert client.post(own + "resolve", kept).status_code in {302, 404, 409}
    answered = client.post(own + f"mandate/{cast.camille.pk}", {"may_refuse": nasty, "version": nasty})
    assert answered.status_code == 422
    assert client.post(f"{home}duties/new", written).status_code in {302, 422}


def test_a_cell_answers_with_its_row_in_the_columns_of_the_page(cast, signed_in, duty):
    columns = [cast.lou.pk, cast.camille.pk]
    data = {"version": 1, "member": cast.lou.pk, f"letters-{cast.lou.pk}": ["R"], "column": columns}
    answer = signed_in("camille").post(f"/w/crm-ventes/governance/duties/{duty.pk}/cell", data)
    row = answer.content.decode()
    assert (answer.status_code, 'data-version="2"' in row) == (200, True)
    assert row.index(f'data-cell="{cast.lou.pk}"') < row.index(f'data-cell="{cast.camille.pk}"')
    refused = signed_in("camille").post(
        f"/w/crm-ventes/governance/duties/{duty.pk}/cell", {**data, "version": 2, f"letters-{cast.lou.pk}": ["R", "C"]}
    )
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, "text/plain; charset=utf-8")


def test_archiving_offers_to_undo_and_the_way_back_stays_ours(cast, signed_in, duty):
    client = signed_in("camille")
    gone = client.post(f"/w/crm-ventes/governance/duties/{duty.pk}/archive", {"next": "https://evil.example/"})
    assert gone.headers["Location"] == "/w/crm-ventes/governance/matrix"
    page = client.get(gone.headers["Location"]).content.decode()
    assert f'action="/w/crm-ventes/governance/duties/{duty.pk}/restore"' in page
    client.post(f"/w/crm-ventes/governance/duties/{duty.pk}/restore")
    duty.refresh_from_db()
    assert duty.is_active


def test_a_duty_of_a_data_object_is_added_from_the_template(cast, signed_in):
    with scope(workspace=cast.workspace):
        about = DataObject.objects.create(workspace=cast.workspace, name="Consents")
    page = f"/w/crm-ventes/governance/duties/new?data_object={about.pk}"
    data = {"label": "Own the consents", "description": "", "data_object": about.pk, "member": cast.dominique.pk}
    assert signed_in("camille").post(page, {**data, f"letters-{cast.dominique.pk}": ["A", "R"]}).status_code == 302
    with scope(workspace=cast.workspace):
        made = Duty.objects.get()
        assert (made.data_object, made.code) == (about, "own_customer_data")
        assert letters_of(made) == held(cast, dominique="AR")


def _grow(cast) -> None:
    for number in range(30):
        one = newcomer(cast, f"Person {number}")
        duty = add(cast, f"Duty {number}", camille="A")
        Assignment.objects.create(workspace=cast.workspace, duty=duty, member=one, letter="R")
    duty_archive(actor=cast.camille, duty=duty)


@pytest.mark.parametrize("name", ["who_does_what", "duty_matrix", "findings"])
def test_pages_cost_as_many_queries_whatever_the_size(cast, signed_in, name):
    client, page = signed_in("camille"), reverse(f"workspace:{name}", args=["crm-ventes"])
    with scope(workspace=cast.workspace):
        duties_propose(actor=cast.camille)
        Assignment.objects.create(workspace=cast.workspace, duty=Duty.objects.first(), member=cast.noa, letter="A")
        client.get(page)
        with CaptureQueriesContext(connection) as few:
            client.get(page)
        _grow(cast)
    client.get(page)  # who reads first after a change has the points judged again
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)


def test_what_the_pages_read_is_pinned(cast, django_assert_num_queries):
    with scope(workspace=cast.workspace):
        _grow(cast)
        with django_assert_num_queries(6):  # does anybody hold a letter; two counts, two pages, one of cells
            matrix(Window())
        duties = list(duties_active())
        with django_assert_num_queries(1):
            duty_cards(duties)
        with django_assert_num_queries(1):
            own_parts(cast.camille)
        with django_assert_num_queries(2):
            register_of(cast.camille)
