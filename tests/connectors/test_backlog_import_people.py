"""Who asked in the other tool: a name nobody has here is kept as it was told, and is never who imports."""

from collections.abc import Callable

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from gouvernail.backlog.models import Document, Request
from gouvernail.backlog.selectors.requests.listing import requests_here
from gouvernail.backlog.selectors.requests.voices import counts_of, supported_by, teams_heard
from gouvernail.backlog.services.requests.asking import request_edit
from gouvernail.connectors.forms.backlog_import import BacklogImportForm
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.services.backlog_imports import backlog_import_undo
from gouvernail.decisions.models import Change
from gouvernail.workspaces.services.erasure import person_erase
from tests.cast import Cast
from tests.connectors.backlog_scene import EXPORT, HEADER, Scene


@pytest.fixture
def scene(cast: Cast, sent: Callable[..., ImportRun], run_jobs: Callable[[], None]) -> Scene:
    return Scene(cast, sent, run_jobs)


def unknown() -> Request:
    return requests_here().select_related("requester__user", "team").get(foreign_key="EXT-2")


def test_who_is_unknown_counts_under_their_own_name_and_never_as_who_imports(scene: Scene) -> None:
    scene.written()
    with scope(workspace=scene.cast.workspace):
        row = unknown()
        assert (row.requester, row.asked_by) == (None, "Jeanne Inconnue")
        people = [one for team in teams_heard([row], scene.cast.camille) for one in team.people]
        assert [(one.member, one.name) for one in people] == [(None, row.asker)]
        assert "Jeanne Inconnue" in row.asker
        assert (counts_of([row.pk])[row.pk].people, supported_by(scene.cast.camille, [row.pk])) == (1, set())


def test_where_the_file_names_nobody_nobody_counts(scene: Scene) -> None:
    scene.written(HEADER + "EXT-2;Voir les contrats;;À faire;04/02/2024;;;;;;\n")
    with scope(workspace=scene.cast.workspace):
        row = unknown()
        assert (row.requester, row.asked_by, counts_of([row.pk])[row.pk].people) == (None, "", 0)


def test_a_name_that_was_matched_is_that_member(scene: Scene) -> None:
    scene.written(people={"Jeanne Inconnue": scene.cast.noa.pk})
    with scope(workspace=scene.cast.workspace):
        assert (unknown().requester_id, unknown().asked_by) == (scene.cast.noa.pk, "")


def test_a_name_matched_later_brings_its_rows_up_to_date(scene: Scene) -> None:
    scene.written()
    later = scene.written(
        EXPORT.replace("Exporter les litiges", "Litiges"), people={"Jeanne Inconnue": scene.cast.noa.pk}
    )
    assert later.plan["people"] == [["Jeanne Inconnue", 1, scene.cast.noa.pk]]
    with scope(workspace=scene.cast.workspace):
        assert (unknown().requester_id, unknown().asked_by) == (scene.cast.noa.pk, "")


def test_the_page_lets_a_name_be_matched_and_remembers_it(scene: Scene, client: Client) -> None:
    found = scene.compared()
    client.force_login(scene.cast.camille.user)
    slug = scene.cast.workspace.slug
    page = reverse("connectors:backlog_import_detail", args=[slug, found.pk])
    assert "Jeanne Inconnue" in client.get(page).content.decode()
    choose = reverse("connectors:backlog_import_choose", args=[slug, found.pk])
    states = {f"into-state-{n}": state for n, state in enumerate(["received", "accepted", "accepted"])}
    client.post(choose, {**states, "into-updates": "on", "into-person-0": "Noa Bernard", "act": "compare"})
    found = scene.after(found)
    assert found.options["people"] == {"Jeanne Inconnue": scene.cast.noa.pk}
    assert 'value="Noa Bernard' in client.get(page).content.decode()


def test_somebody_who_edits_such_a_request_puts_nobody_in_its_place(scene: Scene, client: Client) -> None:
    scene.written(HEADER + "EXT-2;Voir les contrats;Pour les relances;Nouveau;04/02/2024;;Jeanne Inconnue;;;;\n")
    client.force_login(scene.cast.camille.user)
    slug = scene.cast.workspace.slug
    with scope(workspace=scene.cast.workspace):
        row = unknown()
    page = reverse("backlog:request_edit", args=[slug, row.pk])
    assert "Jeanne Inconnue" in client.get(page).content.decode()
    client.post(page, {"title": "Voir les contrats échus", "need": row.need, "requester": "", "version": row.version})
    with scope(workspace=scene.cast.workspace):
        row = unknown()
        assert (row.title, row.requester, row.asked_by) == ("Voir les contrats échus", None, "Jeanne Inconnue")
        request_edit(actor=scene.cast.camille, request=row, version=row.version, requester=scene.cast.noa)
        assert unknown().asker == "Noa Bernard"
        assert unknown().asked_by == ""
        assert not Document.objects.filter(body__contains="jean").exists()


@pytest.mark.parametrize("name", ["request_list", "request_triage", "request_detail", "requests_csv"])
def test_pages_say_the_name(scene: Scene, client: Client, name: str) -> None:
    scene.written(HEADER + "EXT-2;Voir les contrats;Pour les relances;Nouveau;04/02/2024;;Jeanne Inconnue;;;;\n")
    client.force_login(scene.cast.camille.user)
    with scope(workspace=scene.cast.workspace):
        keys = [unknown().pk] if name == "request_detail" else []
    answer = client.get(reverse(f"backlog:{name}", args=[scene.cast.workspace.slug, *keys]), {"whose": "all"})
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert "Jeanne Inconnue (inconnu ici)" in text.decode()


def test_what_one_imports_is_not_among_what_one_asked_for(scene: Scene, client: Client) -> None:
    scene.written()
    client.force_login(scene.cast.camille.user)
    page = reverse("backlog:request_list", args=[scene.cast.workspace.slug])
    assert "contrats" not in client.get(page, {"whose": "mine", "state": "all"}).content.decode()


def test_an_import_compared_before_names_could_be_matched_is_still_read(scene: Scene, client: Client) -> None:
    found = scene.compared()
    found.plan["people"] = [["Jeanne Inconnue", 1]]
    found.save(update_fields=["plan"])
    client.force_login(scene.cast.camille.user)
    page = client.get(reverse("connectors:backlog_import_detail", args=[scene.cast.workspace.slug, found.pk]))
    assert (page.status_code, "into-person-0" in page.content.decode()) == (200, True)
    with scope(workspace=scene.cast.workspace):
        states = {f"into-state-{n}": state for n, state in enumerate(["received", "accepted", "accepted"])}
        form = BacklogImportForm(found, {**states, "into-person-0": "Noa Bernard"})
        assert form.is_valid()
        assert form.options()["people"] == {"Jeanne Inconnue": scene.cast.noa.pk}


def test_the_trail_keeps_no_name_of_who_asked_and_points_to_the_member(scene: Scene) -> None:
    scene.written()
    later = scene.written(
        EXPORT.replace("Exporter les litiges", "Litiges"), people={"Jeanne Inconnue": scene.cast.noa.pk}
    )
    with scope(workspace=scene.cast.workspace):
        assert not Change.objects.filter(Q(old__contains="Jeanne") | Q(new__contains="Jeanne")).exists()
        told = Change.objects.filter(verb="request_import_update", subject_id=str(unknown().pk))
        assert list(told.values_list("field", "old", "new")) == [("requester", "", f"@member:{scene.cast.noa.pk}")]
        assert "people: 1" in Change.objects.filter(verb="backlog_import_choose").latest("pk").new
        backlog_import_undo(actor=scene.cast.camille, found=later)
    scene.after(later)
    with scope(workspace=scene.cast.workspace):
        assert (unknown().requester, unknown().asked_by) == (None, "Jeanne Inconnue")


def test_whoever_is_erased_is_named_by_no_request_that_is_theirs(scene: Scene) -> None:
    scene.written()
    with scope(workspace=scene.cast.workspace):
        assert Document.objects.filter(body__contains="jean").count() == 1
        Request.objects.filter(foreign_key="EXT-2").update(requester=scene.cast.noa)  # matched, the name still kept
    person_erase(user=scene.cast.noa.user)
    with scope(workspace=scene.cast.workspace):
        assert unknown().asked_by == ""
        assert not Document.objects.filter(body__contains="jean").exists()
