"""What is found: alike while one types, by words afterwards, the same on both databases."""

import pytest
from django.core.management import call_command
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from gouvernail.backlog.models import Document, Item, Posting, Request, Spelling
from gouvernail.backlog.selectors.full_text import requests_with
from gouvernail.backlog.selectors.requests.similar import close_to
from gouvernail.backlog.selectors.search import likenesses, similar_to
from gouvernail.backlog.services.requests.asking import request_edit, request_remove
from gouvernail.backlog.services.requests.voices import voice_add
from gouvernail.backlog.services.search import document_write, documents_write, index_rebuild
from tests.backlog.requests_scene import ask

TITLES = (
    "Relancer les devis sans réponse",
    "Voir les réclamations ouvertes avant un appel",
    "Exporter les contacts vers l'outil d'e-mailing",
    "Synchroniser l'agenda du téléphone",
    "Fusionner les fiches client en double",
    "Merge duplicate customer records",
    "Remind sales people of unanswered quotes",
)


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


@pytest.fixture
def asked(here):
    return [ask(here.robin, title, need="Un besoin.") for title in TITLES]


def titles(text: str, *body: str) -> list[str]:
    return [one.subject.title for one in similar_to(text, *body)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("relance des devis", 0),
        ("RÉCLAMATION ouverte", 1),
        ("export de contact", 2),
        ("synchronisation agenda telephone", 3),
        ("doublons de fiches clients", 4),
        ("duplicated customers", 5),
        ("quote reminders for the sales", 6),
        ("synchronsation de l'agenda", 3),  # a letter is missing
        ("reclamatoin", 1),  # two are swapped
        ("exoprter contacts", 2),
    ],
)
def test_the_same_need_in_other_words_comes_first(asked, typed, found):
    assert titles(typed)[0] == TITLES[found]


@pytest.mark.parametrize(
    "typed", ["", "   ", "le la les", "???", "\x00", "a" * 5000, "'; DROP TABLE", '"', "%", "投資"]
)
def test_what_says_nothing_finds_nothing(asked, typed):
    assert similar_to(typed) == []


def test_another_workspace_is_never_read(here, asked):
    with scope(workspace=here.elsewhere):
        assert similar_to("relance des devis") == []
        ask(here.stranger, "Relance des devis")
        assert len(similar_to("relance des devis")) == 1
    assert {one.subject.workspace_id for one in similar_to("relance des devis")} == {here.workspace.pk}


def test_nothing_is_read_outside_a_workspace(cast):
    with pytest.raises(ScopeError):
        likenesses("relance des devis")


def test_what_is_merged_gives_where_it_went(here, asked):
    target = ask(here.noa, "Tableau des offres")
    Request.objects.filter(pk=asked[0].pk).update(merged_into=target, state="merged")
    assert titles("relance des devis")[0] == "Tableau des offres"


def test_a_chain_of_merges_is_followed_to_its_end(here, asked):
    rows = [ask(here.noa, f"Étape {word}") for word in ("alpha", "beta", "gamma", "delta")]
    for one, into in zip([asked[0], *rows], rows, strict=False):
        Request.objects.filter(pk=one.pk).update(merged_into=into, state="merged")
    assert titles("relance des devis")[0] == "Étape delta"


def test_what_is_taken_back_or_said_otherwise_is_found_no_more(here, asked):
    request_edit(actor=here.robin, request=asked[0], version=1, title="Tableau des offres")
    assert TITLES[0] not in titles("relance des devis")
    assert titles("tableau des offres")[0] == "Tableau des offres"
    request_remove(actor=here.robin, request=asked[1])
    assert titles("réclamations ouvertes") == []


def test_the_text_of_the_need_counts_after_the_title(here):
    ask(here.robin, "Besoin urgent", need="Envoyer un rappel quand le devis reste sans réponse.")
    assert titles("rappel de devis") == ["Besoin urgent"]
    assert titles("autre chose", "un rappel pour les devis") == ["Besoin urgent"]


def test_an_item_is_found_and_its_first_request_takes_the_voice(here, asked):
    item = Item.objects.create(workspace=here.workspace, number=1, title="Relance automatique des devis")
    item.origins.create(workspace=here.workspace, request=asked[0])
    document_write(subject=item)
    close = {one.key: one for one in close_to("relance des devis", "", here.noa)}
    assert {"CRM-1", "D-1"} <= set(close)
    assert close["CRM-1"].request == asked[0]
    assert not close["CRM-1"].is_mine
    voice_add(actor=here.noa, request=asked[0])
    assert all(one.is_mine for one in close_to("relance des devis", "", here.noa) if one.request == asked[0])


def test_a_common_word_alone_still_finds(here):
    requests = [
        Request(
            workspace=here.workspace,
            number=n,
            title=f"Facture client {n}",
            need="x",
            requester=here.robin,
            author=here.robin,
        )
        for n in range(300)
    ]
    documents_write(Request.objects.bulk_create(requests))
    assert len(titles("facture client")) == 5


def test_the_number_of_queries_does_not_follow_the_number_of_requests(here, django_assert_max_num_queries):
    for n in range(10):
        ask(here.robin, f"Facture du client {n}")
    with django_assert_max_num_queries(12):
        close_to("facture client", "voir les factures", here.noa)
    requests = [
        Request(
            workspace=here.workspace,
            number=n,
            title=f"Facture {n} client {n % 7}",
            need="x",
            requester=here.robin,
            author=here.robin,
        )
        for n in range(100, 600)
    ]
    documents_write(Request.objects.bulk_create(requests))
    with django_assert_max_num_queries(12):
        close_to("facture client", "voir les factures", here.noa)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("D-2", [2]),
        ("d2", [2]),
        ("2", [2]),
        ("devis", [1]),
        ("Devis RELANCE", [1]),
        ("recla", [2]),
        ("réclamat", [2]),
        ("facturat", []),
        ("téléphones agendas", [4]),
        ("client", [5]),
        ("customers", [6]),
        ("devis agenda", []),
        ("zzz", []),
        ("999999999999999999999", []),
        ("!!", []),
    ],
)
def test_words_are_found_whatever_their_ending(asked, text, keys):
    assert sorted(Request.objects.filter(requests_with(text)).values_list("number", flat=True)) == keys


def test_the_index_is_made_again_from_the_rows(here, asked):
    before = (
        set(Posting.objects.values_list("term", flat=True)),
        Spelling.objects.values("form", "word").distinct().count(),
    )
    Document.objects.all().delete()
    Spelling.objects.all().delete()
    assert similar_to("relance des devis") == []
    assert index_rebuild(here.workspace) == len(TITLES)
    assert before == (
        set(Posting.objects.values_list("term", flat=True)),
        Spelling.objects.values("form", "word").distinct().count(),
    )
    assert titles("relance des devis")[0] == TITLES[0]


def test_the_command_does_every_workspace(here, asked, capsys):
    Document.objects.all().delete()
    call_command("rebuild_search")
    assert "crm-ventes: 7" in capsys.readouterr().out
    assert titles("relance des devis")[0] == TITLES[0]


def test_writing_again_leaves_one_document(asked):
    document_write(subject=asked[0])
    document_write(subject=asked[0])
    assert Document.objects.filter(request=asked[0]).count() == 1
    assert Posting.objects.filter(document__request=asked[0], term="devi").count() <= 1
