"""Once answered, a request keeps the words that were answered; who asked sees which items it became."""

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.services.items.states import item_remove
from gouvernail.backlog.services.requests.asking import request_edit
from gouvernail.backlog.services.requests.states import Into, request_accept, request_decline, request_reopen
from gouvernail.backlog.services.requests.triage_undo import answers_undo
from tests.backlog.items import item
from tests.backlog.requests_scene import ask

W = "/w/crm-ventes/"


@pytest.fixture
def row(cast):
    with scope(workspace=cast.workspace):
        return ask(cast.robin)


def reopened(cast, row):
    with scope(workspace=cast.workspace):
        request_decline(actor=cast.camille, request=row, version=1, reason="Hors du cap")
        request_reopen(actor=cast.camille, request=row, version=2, reason="La loi a changé")


@pytest.mark.parametrize("who", ["robin", "camille"])
def test_words_that_were_answered_stay_even_opened_again(cast, row, who):
    reopened(cast, row)
    with scope(workspace=cast.workspace):
        with pytest.raises(ValidationError, match="commentaire"):
            request_edit(actor=getattr(cast, who), request=row, version=3, title="Autre chose")
        assert Request.objects.get(pk=row.pk).title == row.title


def test_words_may_change_again_once_the_answer_is_taken_back(cast, row):
    with scope(workspace=cast.workspace):
        answer = request_decline(actor=cast.camille, request=row, version=1, reason="Par erreur")
        answers_undo(actor=cast.camille, batch=answer.batch)
        assert request_edit(actor=cast.robin, request=row, version=3, title="Mieux dit").title == "Mieux dit"


def test_the_pages_say_why_and_lead_to_the_comments(cast, row, signed_in):
    client = signed_in("robin")
    assert f"{row.pk}/edit" in client.get(f"{W}requests/{row.pk}/").content.decode()
    reopened(cast, row)
    page = client.get(f"{W}requests/{row.pk}/").content.decode()
    assert f"{row.pk}/edit" not in page
    assert "Ces mots ont reçu une réponse" in page
    asked = client.get(f"{W}requests/{row.pk}/edit", follow=True)
    assert asked.redirect_chain == [(f"{W}requests/{row.pk}/", 302)]
    assert "Dites-en plus en commentaire" in asked.content.decode()
    sent = client.post(
        f"{W}requests/{row.pk}/edit", {"version": 3, "title": "A", "need": "B", "requester": row.requester_id}
    )
    assert (sent.status_code, "Dites-en plus en commentaire" in sent.content.decode()) == (422, True)


def test_who_asked_finds_the_items_that_it_became(cast, row, signed_in, django_assert_max_num_queries):
    with scope(workspace=cast.workspace):
        known = item(cast, "Fiche client unique")
        into = Into(titles=["Réclamations sur la fiche"], items=[known])
        request_accept(actor=cast.camille, request=row, version=1, into=into, reason="Oui")
        made = Item.objects.get(title="Réclamations sur la fiche")
    links = [
        f'{W}backlog/items/{one.pk}/" dir="auto"><span class="num">{one.key}</span> {one.title}'
        for one in (known, made)
    ]
    client = signed_in("robin")
    for page in (f"{W}notices/", f"{W}requests/{row.pk}/"):
        text = client.get(page).content.decode()
        assert all(link in text for link in links)
    with scope(workspace=cast.workspace):
        item_remove(actor=cast.camille, item=made)
    assert links[1] not in client.get(f"{W}notices/").content.decode()


def test_more_notices_ask_no_more_of_the_database(cast, signed_in, django_assert_max_num_queries):
    client, counted = signed_in("robin"), []
    for number in (1, 4):
        with scope(workspace=cast.workspace):
            for n in range(number):
                row = ask(cast.robin, f"Besoin {number} {n}", f"Texte {number} {n}")
                request_accept(actor=cast.camille, request=row, version=1, into=Into(titles=["Un"]))
        client.get(f"{W}notices/")
        with django_assert_max_num_queries(11) as found:
            client.get(f"{W}notices/")
        counted.append(len(found))
    assert counted == [11, 11]
