"""What people say, whom they name, and what becomes of it."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from gouvernail.backlog.models import Comment
from gouvernail.backlog.selectors.mentions import members_offered, mentions_in
from gouvernail.backlog.services.comments import comment_add, comment_edit, comment_remove
from gouvernail.decisions.models import Change
from gouvernail.workspaces.services.door import Forbidden
from tests.backlog.items import W, asked, item
from tests.cast import member

C = "/w/crm-ventes/backlog/comments/"
MARKUP = "<script>alert(1)</script>"


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        return item(cast)


@pytest.fixture
def said(cast, made):
    with scope(workspace=cast.workspace):
        return comment_add(actor=cast.robin, item=made, text="D’accord")


# --- whom a text names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Camille Leroy, regarde", ["Camille Leroy"]),
        ("@camille leroy.", ["Camille Leroy"]),
        ("(@camille.leroy)", ["Camille Leroy"]),
        ("@camille.leroy@crm-ventes.example", ["Camille Leroy"]),
        ("@Moreau et @NOA", ["Lou Moreau", "Noa Bernard"]),
        ("@noa @Noa Bernard", ["Noa Bernard"]),
        ("écrire à noa@exemple.fr", []),
        ("@personne, @ vide, @@noa, a@noa", []),
        ("", []),
    ],
    ids=["whole name", "lower case", "address part", "address", "one name", "once", "an address", "nobody", "empty"],
)
def test_a_text_names_people(cast, text, names):
    with scope(workspace=cast.workspace):
        found = mentions_in(text)
    assert ([str(one) for one in found.people], found.doubtful) == (names, {})


def test_accents_do_not_matter_and_the_longest_name_wins(cast):
    member(cast.workspace, "Zoé Lévêque")
    member(cast.workspace, "Zoé Lévêque Martin")
    with scope(workspace=cast.workspace):
        assert [str(one) for one in mentions_in("@zoe leveque martin !").people] == ["Zoé Lévêque Martin"]
        assert [str(one) for one in mentions_in("@Zoé Lévêque !").people] == ["Zoé Lévêque"]


def test_a_name_that_two_people_have_is_asked_again_and_nothing_is_lost(cast, made, signed_in):
    member(cast.workspace, "Camille Durand")
    answer = signed_in("robin").post(f"{W}{made.pk}/comments", {"text": "Vu avec @Camille hier"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "@Camille Durand, @Camille Leroy" in page
    assert "Vu avec @Camille hier" in page
    with scope(workspace=cast.workspace):
        assert not Comment.objects.exists()


def test_who_has_left_is_neither_named_nor_offered(cast):
    with scope(workspace=cast.workspace):
        type(cast.noa).objects.filter(pk=cast.noa.pk).update(is_active=False)
        assert mentions_in("@noa").people == []
        assert members_offered("no") == []


def test_nobody_of_another_workspace_is_named_or_offered(cast, signed_in):
    with scope(workspace=cast.workspace):
        assert mentions_in("@stephane.faure @Stéphane Faure").people == []
    offered = signed_in("robin").get("/w/crm-ventes/backlog/mentions?q=a").json()["people"]
    assert "Stéphane Faure" not in {one["name"] for one in offered}
    assert {one["name"] for one in offered} >= {"Camille Leroy"}


# --- what is said


def test_a_comment_is_said_changed_removed_and_brought_back(cast, made, signed_in):
    client = signed_in("robin")
    page = client.post(f"{W}{made.pk}/comments", {"text": "Voir @noa : <b>oui</b>"}, follow=True).content.decode()
    assert "<strong>@noa</strong> : &lt;b&gt;oui&lt;/b&gt;" in page
    with scope(workspace=cast.workspace):
        comment = Comment.objects.get()
        assert list(comment.mentions.all()) == [cast.noa]
    client.post(f"{C}{comment.pk}/edit", {"text": "Voir @Sacha"})
    client.post(f"{C}{comment.pk}/remove")
    assert "Voir @" not in client.get(f"{W}{made.pk}/").content.decode()
    client.post(f"{C}{comment.pk}/restore")
    assert "<strong>@Sacha</strong>" in client.get(f"{W}{made.pk}/").content.decode()
    with scope(workspace=cast.workspace):
        comment.refresh_from_db()
        assert list(comment.mentions.all()) == [cast.sacha]
        assert comment.edited_at is not None
        acts = Change.objects.filter(verb__startswith="comment_").order_by("pk")
        assert [row.verb for row in acts] == ["comment_add", "comment_edit", "comment_remove", "comment_restore"]
        assert {row.subject_type for row in acts} == {"backlog.item"}
        assert not any("Voir" in row.old + row.new + row.subject_label for row in acts)  # a removed text must be gone


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001], ids=["empty", "blank", "long"])
def test_nothing_or_too_much_is_refused(made, signed_in, text):
    assert signed_in("robin").post(f"{W}{made.pk}/comments", {"text": text}).status_code == 422


def test_markup_and_addresses_of_a_script_are_text(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        comment_add(actor=cast.robin, item=made, text=f"{MARKUP} javascript:alert(1) https://a.example/@noa?q=<x>")
    page = signed_in("robin").get(f"{W}{made.pk}/").content.decode()
    assert MARKUP not in page
    assert 'href="javascript:' not in page
    assert "<strong>@noa" not in page
    assert 'rel="nofollow"' in page


def test_a_request_is_commented_too(cast):
    with scope(workspace=cast.workspace):
        comment = comment_add(actor=cast.robin, request=asked(cast), text="Nous aussi")
        assert Change.objects.get(verb="comment_add").subject_type == "backlog.request"
        assert comment.request is not None
        with pytest.raises(ValidationError):
            comment_add(actor=cast.robin, text="À propos de rien")


# --- who may


@pytest.mark.parametrize("act", ["edit", "remove", "restore"])
def test_only_its_author_touches_a_comment(cast, said, signed_in, act):
    address = f"{C}{said.pk}/{act}"
    anonymous = Client().post(address, {"text": "Autre"})
    assert (anonymous.status_code, "/account/login/" in anonymous.headers["Location"]) == (302, True)
    assert signed_in("stranger").post(address, {"text": "Autre"}).status_code == 404
    assert signed_in("camille").post(address, {"text": "Autre"}).status_code == 403
    assert signed_in("robin").put(address).status_code == 405
    assert signed_in("robin").post(address, {"text": "Autre"}).status_code == 302


def test_whoever_reads_may_comment_and_a_stranger_may_not(made, signed_in):
    for name in ("maxime", "lou", "noa"):
        assert signed_in(name).post(f"{W}{made.pk}/comments", {"text": "Vu"}).status_code == 302
    assert signed_in("stranger").post(f"{W}{made.pk}/comments", {"text": "Vu"}).status_code == 404
    assert signed_in("robin").get(f"{W}{made.pk}/comments").status_code == 405
    assert Client().post(f"{W}{made.pk}/comments", {"text": "Vu"}).status_code == 302


def test_the_service_refuses_what_the_page_refuses(cast, said):
    with scope(workspace=cast.workspace):
        with pytest.raises(Forbidden):
            comment_edit(actor=cast.camille, comment=said, text="Autre")
        comment_remove(actor=cast.robin, comment=said)
        with pytest.raises(ValidationError):
            comment_edit(actor=cast.robin, comment=said, text="Autre")


def test_a_comment_on_what_was_removed_is_not_found(cast, made, said, signed_in):
    with scope(workspace=cast.workspace):
        type(made).objects.filter(pk=made.pk).update(removed_at=said.at)
    assert signed_in("robin").get(f"{C}{said.pk}/edit").status_code == 404
