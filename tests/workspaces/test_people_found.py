"""Somebody is chosen by name in a form, among thousands, with or without JavaScript."""

import pytest
from django.urls import reverse
from django_scopes import scope

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role, User
from tests.cast import member

ADD = "/w/crm-ventes/people/roles/new/"
FIND = "/w/crm-ventes/people/find/"


def _give(client, who: str, **more: str):
    return client.post(ADD, {"member": who, "kind": "builder", "starts_on": "2026-01-05", **more})


def _builders(cast) -> set[str]:
    with scope(workspace=cast.workspace):
        return set(Role.objects.filter(kind=RoleKind.BUILDER).values_list("member__user__name", flat=True))


@pytest.mark.parametrize(
    "who",
    ["Robin Garcia", "robin garcia", " Robin ", "garcia rob", "robin.garcia@crm-ventes.example"],
)
def test_who_is_meant_is_found(cast, signed_in, who):
    assert _give(signed_in("camille"), who).status_code == 302
    assert "Robin Garcia" in _builders(cast)


def test_the_words_that_are_offered_name_one_person_even_of_two_alike(cast, signed_in):
    other = member(cast.workspace, "Robin Garcia 2", RoleKind.REQUESTER)
    User.objects.filter(pk=other.user_id).update(name="Robin Garcia")
    client = signed_in("camille")
    offered = client.get(FIND, {"member": "robin"}).content.decode()
    assert offered.count("<option") == 2
    assert f"Robin Garcia &lt;{other.user.email}&gt;" in offered
    assert _give(client, f"Robin Garcia <{other.user.email}>").status_code == 302
    with scope(workspace=cast.workspace):
        assert Role.objects.filter(member=other, kind=RoleKind.BUILDER).exists()


def test_several_of_that_name_are_offered_and_one_is_chosen(cast, signed_in):
    client = signed_in("camille")
    page = _give(client, "crm-ventes.example")
    assert page.status_code == 422
    text = page.content.decode()
    assert text.count('name="member_chosen"') == 7
    key = f"@{cast.robin.pk}"
    assert f'value="{key}"' in text
    assert _give(client, "crm-ventes.example", member_asked="crm-ventes.example", member_chosen=key).status_code == 302
    assert "Robin Garcia" in _builders(cast)


def test_another_name_typed_since_counts_more_than_the_choice(cast, signed_in):
    chosen = {"member_asked": "r", "member_chosen": f"@{cast.robin.pk}"}
    assert _give(signed_in("camille"), "Noa Bernard", **chosen).status_code == 302
    assert "Noa Bernard" in _builders(cast)


@pytest.mark.parametrize("who", ["", "Nobody", "Stéphane Faure", "@999999", "\x00", "%", "x" * 10_000, "<script>"])
def test_who_is_not_here_is_refused_beside_the_field(cast, signed_in, who):
    page = _give(signed_in("camille"), who)
    assert page.status_code == 422
    assert 'id="id_member_error"' in page.content.decode()


def test_a_person_of_another_workspace_cannot_be_chosen(cast, signed_in):
    assert _give(signed_in("camille"), f"@{cast.stranger.pk}").status_code == 422


def test_who_has_left_is_neither_found_nor_offered_but_stays_the_deputy(cast, signed_in):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        role = Role.objects.get(member=cast.noa, kind=RoleKind.CHAMPION)
        Role.objects.filter(pk=role.pk).update(deputy=cast.robin)
        Member.objects.filter(pk=cast.robin.pk).update(is_active=False)
    assert client.get(FIND, {"deputy": "robin"}).content.decode().strip() == ""
    assert _give(client, "Robin Garcia").status_code == 422
    page = client.get(reverse("workspace:role_edit", args=["crm-ventes", role.pk])).content.decode()
    assert "Robin Garcia &lt;" in page


def test_the_address_of_the_page_may_say_whose(cast, signed_in):
    page = signed_in("camille").get(f"{ADD}?member={cast.robin.pk}").content.decode()
    assert f'value="Robin Garcia &lt;{cast.robin.user.email}&gt;"' in page


def test_names_are_offered_to_who_may_change_people_only(cast, signed_in, client):
    assert client.get(FIND, {"member": "ro"}).status_code == 302
    assert signed_in("robin").get(FIND, {"member": "ro"}).status_code == 403
    assert signed_in("stranger").get(FIND, {"member": "ro"}).status_code == 404
    assert signed_in("camille").post(FIND, {"member": "ro"}).status_code == 405
    assert signed_in("camille").get(FIND, {"member": "r"}).content.decode().strip() == ""


def test_the_page_weighs_the_same_however_many_people(cast, signed_in, django_assert_max_num_queries):
    client = signed_in("camille")
    few = len(client.get(ADD).content)
    users = User.objects.bulk_create(User(email=f"p{n}@crm.example", name=f"Person {n}") for n in range(500))
    with scope(workspace=cast.workspace):
        Member.objects.bulk_create(Member(workspace=cast.workspace, user=user) for user in users)
    assert abs(len(client.get(ADD).content) - few) < 200
    page = _give(client, "Person")
    assert page.content.decode().count('name="member_chosen"') == 8
