"""One cell of the table is changed where it stands: one service a cell, a conflict told, nothing else written."""

import pytest
from django_scopes import scope

from gouvernail.backlog.models import Effort, Item
from gouvernail.backlog.services.items.efforts import effort_edit
from gouvernail.backlog.services.items.items import item_edit
from gouvernail.decisions.models import Change
from tests.backlog.items import W, item, objective, team, undo_of

FRAGMENT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def row(cast):
    with scope(workspace=cast.workspace):
        return item(cast, objective=objective(cast))


def cell(row, name):
    return f"{W}{row.pk}/cell/{name}"


def held(cast, row):
    with scope(workspace=cast.workspace):
        return Item.objects.select_related("objective", "owner").get(pk=row.pk)


@pytest.mark.parametrize("name", ["title", "objective", "owner", "effort"])
def test_a_cell_opens_with_what_it_holds_and_is_given_up(cast, signed_in, row, name):
    client = signed_in("camille")
    form = client.get(cell(row, name), **FRAGMENT).content.decode()
    shown = client.get(f"{cell(row, name)}?show=1", **FRAGMENT).content.decode()
    assert ("<form" in form, "<form" in shown, f"edit-{row.pk}-{name}" in shown) == (True, False, True)


def test_each_cell_is_one_change_in_the_trail(cast, signed_in, row):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        other, builders = objective(cast, "Vendre plus"), team(cast)
        before = Change.objects.count()
    client.post(cell(row, "title"), {"title": "Fiche unique", "was": row.title}, **FRAGMENT)
    client.post(cell(row, "objective"), {"objective": other.pk, "was": row.objective_id}, **FRAGMENT)
    client.post(cell(row, "owner"), {"owner": "Noa Bernard", "was": ""}, **FRAGMENT)
    client.post(cell(row, "effort"), {"low": "2", "high": "4,5", "team": builders.pk, "was": ""}, **FRAGMENT)
    found = held(cast, row)
    assert (found.title, found.objective.label, found.owner) == ("Fiche unique", "Vendre plus", cast.noa)
    with scope(workspace=cast.workspace):
        fields = Change.objects.order_by("pk").values_list("verb", "field")[before:]
        assert list(fields) == [
            ("item_edit", "title"),
            ("item_edit", "objective"),
            ("item_edit", "owner"),
            ("effort_edit", "efforts"),
        ]


def test_a_cell_that_was_not_changed_writes_nothing_and_has_nothing_to_undo(cast, signed_in, row):
    answer = signed_in("camille").post(cell(row, "title"), {"title": row.title, "was": row.title}, **FRAGMENT)
    assert (answer.status_code, "put-back" in answer.content.decode()) == (200, False)
    assert held(cast, row).version == row.version


def test_a_saved_cell_is_put_back(cast, signed_in, row):
    client = signed_in("camille")
    text = client.post(cell(row, "title"), {"title": "Fiche unique", "was": row.title}, **FRAGMENT).content.decode()
    client.post(undo_of(text))
    assert held(cast, row).title == row.title


def test_somebody_who_wrote_the_same_cell_meanwhile_is_told_of_and_not_written_over(cast, signed_in, row):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        item_edit(actor=cast.camille, item=row, version=row.version, title="La fiche de tous")
    mine = {"title": "Ma fiche", "was": row.title}
    answer = client.post(cell(row, "title"), mine, **FRAGMENT)
    assert (answer.status_code, "La fiche de tous" in answer.content.decode()) == (422, True)
    assert held(cast, row).title == "La fiche de tous"
    client.post(cell(row, "title"), mine | {"was": "La fiche de tous"}, **FRAGMENT)
    assert held(cast, row).title == "Ma fiche"


def test_somebody_who_wrote_another_cell_meanwhile_is_no_conflict(cast, signed_in, row):
    with scope(workspace=cast.workspace):
        item_edit(actor=cast.camille, item=row, version=row.version, owner=cast.lou)
    answer = signed_in("camille").post(cell(row, "title"), {"title": "Ma fiche", "was": row.title}, **FRAGMENT)
    assert (answer.status_code, held(cast, row).title, held(cast, row).owner) == (200, "Ma fiche", cast.lou)


def test_a_guess_made_meanwhile_is_told_of(cast, signed_in, row):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        builders = team(cast)
        effort_edit(actor=cast.camille, item=row, team=builders, low=3, high=5)
    given = {"low": "1", "high": "2", "team": builders.pk}
    answer = client.post(cell(row, "effort"), given | {"was": "1–9"}, **FRAGMENT)
    assert (answer.status_code, "3–5" in answer.content.decode()) == (422, True)
    client.post(cell(row, "effort"), given | {"was": "3–5"}, **FRAGMENT)
    with scope(workspace=cast.workspace):
        assert [(one.low, one.high) for one in Effort.objects.all()] == [(1, 2)]


def test_the_guess_of_an_archived_team_stays_that_of_this_team(cast, signed_in, row):
    with scope(workspace=cast.workspace):
        team(cast, "Avant toutes")
        gone = team(cast, "Partis")
        effort_edit(actor=cast.camille, item=row, team=gone, low=3, high=5)
        gone.is_active = False
        gone.save()
    client = signed_in("camille")
    text = client.get(cell(row, "effort"), **FRAGMENT).content.decode()
    assert f'<option value="{gone.pk}" selected>' in text
    client.post(cell(row, "effort"), {"low": "1", "high": "2", "team": gone.pk, "was": "3–5"}, **FRAGMENT)
    with scope(workspace=cast.workspace):
        assert [(one.team, one.low, one.high) for one in Effort.objects.all()] == [(gone, 1, 2)]


def test_guesses_of_several_teams_are_changed_on_the_page_of_the_item(cast, signed_in, row):
    with scope(workspace=cast.workspace):
        for name in ("Ventes Sud", "Intégration"):
            effort_edit(actor=cast.camille, item=row, team=team(cast, name), low=1, high=2)
    text = signed_in("camille").get(cell(row, "effort"), **FRAGMENT).content.decode()
    assert (f"{row.pk}/#efforts" in text, "<form" in text) == (True, False)


@pytest.mark.parametrize(
    ("name", "given"),
    [("title", ""), ("title", "x" * 141), ("owner", "Personne Inconnue"), ("objective", "999999")],
    ids=["empty", "too-long", "nobody", "no-objective"],
)
def test_what_makes_no_sense_is_said_in_the_cell(cast, signed_in, row, name, given):
    was = row.title if name == "title" else row.objective_id if name == "objective" else ""
    answer = signed_in("camille").post(cell(row, name), {name: given, "was": was}, **FRAGMENT)
    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)
    assert held(cast, row).version == row.version


@pytest.mark.parametrize("name", ["title", "objective", "owner", "effort"])
def test_it_is_refused_to_who_may_not(cast, client, signed_in, row, name):
    assert client.post(cell(row, name)).status_code == 302
    assert signed_in("stranger").post(cell(row, name)).status_code == 404
    assert signed_in("robin").post(cell(row, name)).status_code == 403
    assert signed_in("camille").put(cell(row, name)).status_code == 405
    assert signed_in("camille").get(cell(row, "state"), **FRAGMENT).status_code == 404


def test_without_script_a_cell_leads_to_the_form_of_its_row(signed_in, row):
    assert signed_in("camille").get(cell(row, "title")).url.endswith(f"?edit={row.pk}#item-{row.pk}")
