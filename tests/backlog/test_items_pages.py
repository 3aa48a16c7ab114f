"""The pages of items: what is written on them, and what they tell."""

import re

import pytest
from django_scopes import scope

from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items.items import item_edit
from gouvernail.backlog.services.items.links import link_add
from gouvernail.backlog.services.items.needs import prerequisite_add
from gouvernail.backlog.services.items.states import item_drop
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Role
from tests.backlog.items import W, asked, item, objective, team, undo_of
from tests.cast import SINCE, member

MARKUP = "<script>alert(1)</script>"


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        return item(cast)


def acts_of(answer) -> str:
    return answer.content.decode().partition('id="acts"')[2]


def test_an_item_is_written_on_one_page_and_the_toast_undoes_it(cast, signed_in):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        aim, who = objective(cast), team(cast)
    sent = {"title": "Fiche client", "objective": aim.pk, "teams": [who.pk], "owner": "noa", "text": "Une seule."}
    page = client.post(f"{W}new", sent, follow=True).content.decode()
    assert all(text in page for text in ("Fiche client", "CRM-1", "Vendre mieux", "Ventes Sud", "Noa Bernard"))
    client.post(undo_of(page))
    with scope(workspace=cast.workspace):
        assert Item.objects.get().removed_at is not None


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(cast, signed_in):
    with scope(workspace=cast.workspace):
        who = team(cast)
    sent = {"title": "", "text": "Ce que je viens d’écrire", "claimed_by": who.pk}
    answer = signed_in("camille").post(f"{W}new", sent)
    page = answer.content.decode()
    assert (answer.status_code, "Ce que je viens d’écrire" in page) == (422, True)
    assert 'aria-invalid="true"' in page
    answer = signed_in("camille").post(f"{W}new", sent | {"title": "Fiche"})
    assert (answer.status_code, "id_claimed_urgency_error" in answer.content.decode()) == (422, True)


def test_an_item_begins_with_the_requests_that_it_answers(cast, signed_in):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        aim, who = objective(cast), team(cast)
        one = asked(cast, 1, title="Relancer les devis", objective=aim, team=who, claimed_urgency=4)
        two = asked(cast, 2, need="Ne plus oublier")
    page = client.get(f"{W}new?request={one.pk}&request={two.pk}&request=x").content.decode()
    assert all(text in page for text in ("Relancer les devis", "Ne plus oublier", "D-1", "D-2"))
    sent = {"title": "Relances", "objective": aim.pk, "requests": [one.pk, two.pk]}
    story = client.post(f"{W}new", sent, follow=True).content.decode()
    assert all(text in story for text in ("D-1", "D-2"))


def test_who_carries_it_is_found_by_name_and_asked_again_where_several_are_called_so(cast, signed_in):
    second = member(cast.workspace, "Noa Petit")
    client = signed_in("camille")
    answer = client.post(f"{W}new", {"title": "Fiche", "owner": "noa"})
    page = answer.content.decode()
    assert (answer.status_code, "Noa Bernard" in page, "Noa Petit" in page) == (422, True, True)
    sent = {"title": "Fiche", "owner": "noa", "owner_asked": "noa", "owner_chosen": f"@{second.pk}"}
    assert "Noa Petit" in client.post(f"{W}new", sent, follow=True).content.decode()
    assert client.post(f"{W}new", {"title": "Fiche", "owner": "Stéphane Faure"}).status_code == 422
    assert "Noa Bernard" in client.get(f"{W}owners?owner=noa").content.decode()
    assert signed_in("robin").get(f"{W}owners?owner=noa").status_code == 403


def test_objectives_archived_are_not_offered_but_one_that_is_held_stays(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        held, gone = objective(cast, "Tenu"), objective(cast, "Parti", is_active=False)
        item_edit(actor=cast.camille, item=made, version=1, objective=held)
        type(held).objects.update(is_active=False)
    client = signed_in("camille")
    page = client.get(f"{W}{made.pk}/edit").content.decode()
    assert ("Tenu" in page, "Parti" in page) == (True, False)
    sent = {"version": 2, "title": "Fiche", "objective": gone.pk}
    assert client.post(f"{W}{made.pk}/edit", sent).status_code == 422


def test_the_story_tells_everything_on_one_page(cast, signed_in):
    with scope(workspace=cast.workspace):
        aim, also, who = objective(cast), objective(cast, "Connaître"), team(cast)
        data = DataObject.objects.create(workspace=cast.workspace, name="Comptes")
        Role.objects.filter(member=cast.dominique, kind=RoleKind.DATA_OWNER).update(data_object=data)
        made = item(
            cast,
            "Fiche 360",
            objective=aim,
            also_serves=[also],
            teams=[who],
            data_object=data,
            claimed_urgency=3,
            claimed_by=who,
            requests=[asked(cast, team=who)],
        )
        first, after = item(cast, "Dédoublonner"), item(cast, "Portail")
        prerequisite_add(actor=cast.camille, item=made, needs=first)
        prerequisite_add(actor=cast.camille, item=after, needs=made)
    page = signed_in("robin").get(f"{W}{made.pk}/").content.decode()
    for text in ("Vendre mieux", "Connaître", "Comptes", "Dominique Petit", "D-1", "Dédoublonner", "Portail"):
        assert text in page
    assert set(re.findall(r'action="/w/crm-ventes/backlog/[^"]+/([a-z]+)"', page)) == {"comments", "files"}


def test_who_has_left_the_data_is_said(cast, signed_in):
    with scope(workspace=cast.workspace):
        data = DataObject.objects.create(workspace=cast.workspace, name="Comptes")
        Role.objects.create(
            workspace=cast.workspace, member=cast.noa, kind=RoleKind.DATA_OWNER, data_object=data, starts_on=SINCE
        )
        made = item(cast, data_object=data)
        page = signed_in("robin").get(f"{W}{made.pk}/").content.decode()
        assert "Noa Bernard" in page
        cast.noa.is_active = False
        cast.noa.save()
    page = signed_in("robin").get(f"{W}{made.pk}/").content.decode()
    assert "pas de Data Owner aujourd’hui" in page


def test_markup_is_shown_and_never_run(cast, signed_in):
    with scope(workspace=cast.workspace):
        aim, who = objective(cast, MARKUP[:80]), team(cast, MARKUP)
        made = item(cast, MARKUP, text=MARKUP, objective=aim, teams=[who], requests=[asked(cast, title=MARKUP)])
        prerequisite_add(actor=cast.camille, item=made, needs=item(cast, MARKUP))
        link_add(actor=cast.camille, item=made, address="https://a.example/?<script>", label=MARKUP)
        item_drop(actor=cast.camille, item=made, reason=MARKUP)
    client = signed_in("camille")
    for path in (f"{made.pk}/", f"{made.pk}/history", f"{made.pk}/edit", "", "tree", "alignment", "off-compass", "new"):
        page = client.get(W + path).content.decode()
        assert MARKUP not in page, path


def test_the_history_tells_acts_newest_first_with_their_reasons(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        item_edit(actor=cast.camille, item=made, version=1, title="Fiche 360", objective=objective(cast))
        item_drop(actor=cast.camille, item=made, reason="Plus personne ne le demande.")
    page = acts_of(signed_in("robin").get(f"{W}{made.pk}/history"))
    assert page.index("Plus personne") < page.index("Fiche 360") < page.rindex("Fiche client unique")
    assert page.count("<li>") >= 3


def test_a_long_history_goes_on_on_the_next_page(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        for version in range(1, 61):
            item_edit(actor=cast.camille, item=made, version=version, title=f"Titre {version}")
    client = signed_in("robin")
    page = client.get(f"{W}{made.pk}/history").content.decode()
    after = re.search(r'href="(\?after=\d+)"', page)
    assert after
    following = acts_of(client.get(f"{W}{made.pk}/history{after[1]}"))
    assert ("Titre 60" in page, "Titre 1<" in following, "Titre 60" in following) == (True, True, False)
