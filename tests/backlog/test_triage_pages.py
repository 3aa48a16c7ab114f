"""The triage in pages: the queue, one request at a time, several at once, and who comes second."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.models import Answer, Item, Request
from gouvernail.backlog.selectors.requests.triage import delay_to, queue
from gouvernail.backlog.services.requests.merge import request_merge
from gouvernail.backlog.services.requests.states import request_decline, request_defer, request_snooze
from tests.backlog.items import item, undo_of
from tests.backlog.requests_scene import ask

W = "/w/crm-ventes/requests/"
TRIAGE = f"{W}triage"
SOON = date.today() + timedelta(days=30)  # noqa: DTZ011
DAY = timedelta(days=1)


@pytest.fixture
def rows(cast):
    with scope(workspace=cast.workspace):
        found = [ask(cast.robin, f"Besoin {n}", f"Texte {n}") for n in range(1, 5)]
        for n, one in enumerate(found):
            Request.objects.filter(pk=one.pk).update(created_at=timezone.now() - (30 - 8 * n) * DAY)
        return found


def now(cast, row):
    with scope(workspace=cast.workspace):
        return Request.objects.get(pk=row.pk)


FIELDS = {
    "review": {},
    "accept": {"titles": "Un"},
    "merge": {"target": "D-2"},
    "defer": {"until": SOON.isoformat(), "reason": "Après le salon"},
    "decline": {"reason": "Hors du cap"},
    "reopen": {"reason": "La loi a changé"},
    "unmerge": {},
    "snooze": {"until": SOON.isoformat()},
}


@pytest.fixture
def addresses(cast, rows):
    with scope(workspace=cast.workspace):
        batch = request_decline(actor=cast.camille, request=rows[2], version=1, reason="Non").batch
        request_merge(actor=cast.camille, request=rows[3], version=1, target=rows[1])
    about = {"reopen": (rows[2], 2), "unmerge": (rows[3], 2)}
    found = {}
    for name, fields in FIELDS.items():
        row, version = about.get(name, (rows[0], 1))
        found[name] = (f"{W}{row.pk}/{name}", {"version": version, **fields})
    found["snooze-undo"] = (f"{TRIAGE}/unsnooze", {"pick": f"{rows[0].pk}:1"})
    found["many"] = (f"{TRIAGE}/answer", {"pick": f"{rows[0].pk}:1", "act": "review"})
    found["undo"] = (f"{TRIAGE}/undo", {"batch": str(batch)})
    return found


@pytest.mark.parametrize("name", [*FIELDS, "snooze-undo", "many", "undo"])
def test_each_answer_is_refused_to_who_does_not_sort(addresses, signed_in, name):
    address, sent = addresses[name]
    anonymous = Client().post(address, sent)
    assert (anonymous.status_code, "/account/login/" in anonymous.headers["Location"]) == (302, True)
    assert signed_in("stranger").post(address, sent).status_code == 404
    for reader in ("robin", "maxime", "sacha"):
        assert signed_in(reader).post(address, sent).status_code == 403
    assert getattr(signed_in("camille"), "put" if name in FIELDS else "get")(address).status_code == 405
    assert signed_in("camille").post(address, sent).status_code == 302


@pytest.mark.parametrize("address", [TRIAGE, f"{TRIAGE}/list"], ids=["one", "list"])
def test_the_triage_is_for_who_sorts(rows, signed_in, address):
    assert Client().get(address).status_code == 302
    assert signed_in("stranger").get(address).status_code == 404
    assert signed_in("robin").get(address).status_code == 403
    assert signed_in("camille").post(address).status_code == 405
    assert signed_in("camille").get(address).status_code == 200


def test_the_queue_has_what_waits_the_oldest_first(cast, rows):
    with scope(workspace=cast.workspace):
        today = date.today()  # noqa: DTZ011
        request_snooze(actor=cast.camille, request=rows[0], version=1, until=SOON)
        request_defer(actor=cast.camille, request=rows[1], version=1, until=SOON, reason="Après le salon")
        request_decline(actor=cast.camille, request=rows[2], version=1, reason="Non")
        assert [one.number for one in queue(today)] == [4]
        assert [one.number for one in queue(SOON - DAY)] == [4]
        assert [one.number for one in queue(SOON)] == [1, 2, 4]


def test_the_oldest_is_shown_with_its_age_in_words(rows, signed_in):
    page = signed_in("camille").get(TRIAGE).content.decode()
    assert "Besoin 1" in page
    assert "Attend depuis 30 jours" in page
    assert "1 / 4" in page
    assert f"?at={rows[1].pk}" in page
    assert "Pas assez de demandes (0 sur au moins 6)" in page


def test_nothing_to_sort_is_said(cast, signed_in):
    page = signed_in("camille").get(TRIAGE).content.decode()
    assert "Rien n’attend de réponse" in page


def test_one_after_the_other_with_a_way_back(cast, rows, signed_in):
    client = signed_in("camille")
    after = f"{TRIAGE}?at={rows[1].pk}"
    sent = {"version": 1, "titles": "Fiche\nRelance", "items": "", "next": after, "reason": "Oui"}
    page = client.post(f"{W}{rows[0].pk}/accept", sent, follow=True)
    assert page.redirect_chain[-1][0] == after
    text = page.content.decode()
    assert "D-1 est acceptée" in text
    with scope(workspace=cast.workspace):
        assert Item.objects.count() == 2
    back = client.post(undo_of(text), {"next": after})
    assert back.headers["Location"] == f"{TRIAGE}?at={rows[0].pk}"
    assert now(cast, rows[0]).state == "received"
    with scope(workspace=cast.workspace):
        assert not Item.objects.filter(removed_at=None).exists()


def test_who_comes_second_sees_what_the_first_answered(cast, rows, signed_in):
    first, second = signed_in("camille"), signed_in("camille")
    address = f"{W}{rows[0].pk}/decline"
    assert first.post(address, {"version": 1, "reason": "Hors du cap"}).status_code == 302
    answer = second.post(f"{W}{rows[0].pk}/accept", {"version": 1, "titles": "Un"})
    text = answer.content.decode()
    assert (answer.status_code, "Hors du cap" in text, "Refusée" in text) == (409, True, True)
    assert 'name="version" value="2"' in text
    with scope(workspace=cast.workspace):
        assert (Item.objects.count(), Answer.objects.count()) == (0, 1)
    again = second.post(f"{W}{rows[0].pk}/accept", {"version": 2, "titles": "Un"})
    assert (again.status_code, "rouvrez-la d’abord" in again.content.decode()) == (422, True)
    page = second.get(f"{TRIAGE}?at={rows[0].pk}").content.decode()
    assert "Hors du cap" in page
    assert "Besoin 2" in page  # and the next one


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30], ids=["none", "word", "negative", "huge"])
def test_a_forged_version_writes_nothing(cast, rows, signed_in, version):
    answer = signed_in("camille").post(f"{W}{rows[0].pk}/decline", {"version": version, "reason": "Non"})
    assert answer.status_code == 422
    assert now(cast, rows[0]).state == "received"


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("accept", {"titles": ""}, "Nommez l’élément"),
        ("accept", {"titles": "x" * 200}, "140"),
        ("accept", {"items": "CRM-99"}, "CRM-99"),
        ("accept", {"items": "n’importe quoi"}, "n’importe quoi"),
        ("merge", {"target": "D-1"}, "elle-même"),
        ("merge", {"target": "D-99"}, "D-99"),
        ("defer", {"until": "2020-01-01", "reason": "Plus tard"}, "jour à venir"),
        ("defer", {"until": "hier", "reason": "Plus tard"}, "date"),
        ("decline", {"reason": " "}, "Dites pourquoi"),
    ],
    ids=["no-item", "long", "unknown-item", "no-key", "itself", "unknown", "past", "no-date", "no-reason"],
)
def test_what_is_wrong_is_said_and_nothing_is_written(cast, rows, signed_in, name, sent, said):
    answer = signed_in("camille").post(f"{W}{rows[0].pk}/{name}", {"version": 1, **sent})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert now(cast, rows[0]).version == 1


def test_a_similar_item_is_offered_and_fills_the_form(cast, rows, signed_in):
    with scope(workspace=cast.workspace):
        known = item(cast, "Besoin 1", text="Texte 1")
    page = signed_in("camille").get(f"{TRIAGE}?at={rows[0].pk}").content.decode()
    assert f"accept?item={known.key}" in page
    form = signed_in("camille").get(f"{W}{rows[0].pk}/accept?item={known.key}").content.decode()
    assert f'value="{known.key}"' in form
    signed_in("camille").post(f"{W}{rows[0].pk}/accept", {"version": 1, "items": "crm 1, CRM-1"})
    with scope(workspace=cast.workspace):
        assert list(known.requests.all()) == [rows[0]]


def test_several_at_once_and_what_cannot_be_is_named(cast, rows, signed_in):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        request_decline(actor=cast.camille, request=rows[1], version=1, reason="Non")
    sent = {"pick": [f"{one.pk}:1" for one in rows], "act": "decline", "reason": "Hors du cap"}
    text = client.post(f"{TRIAGE}/answer", sent, follow=True).content.decode()
    assert "3 demandes ont reçu leur réponse" in text
    assert "D-2 a reçu une réponse depuis que vous l’avez lue, de Camille Leroy" in text
    assert {now(cast, one).state for one in rows} == {"declined"}
    client.post(undo_of(text))
    assert [now(cast, one).state for one in rows] == ["received", "declined", "received", "received"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"act": "review"}, "Choisissez d’abord des demandes"),
        ({"act": "decline", "pick": "1:1"}, "Dites pourquoi"),
        ({"act": "defer", "reason": "Plus tard", "pick": "1:1"}, "Dites jusqu’à quand"),
        ({"act": "merge", "pick": "1:1"}, "Nommez la demande"),
        ({"act": "other", "pick": "1:1"}, "Sélectionnez un choix valide"),
        ({"act": "review", "pick": "x' or 1=1"}, "Choisissez d’abord des demandes"),
    ],
    ids=["nothing", "no-reason", "no-day", "no-target", "forged", "forged-pick"],
)
def test_an_answer_to_several_that_lacks_something_says_it(cast, rows, signed_in, sent, said):
    answer = signed_in("camille").post(f"{TRIAGE}/answer", sent)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_batch_that_is_none_is_said(rows, signed_in):
    page = signed_in("camille").post(f"{TRIAGE}/undo?batch=forged", follow=True).content.decode()
    assert "Il n’y a rien à reprendre" in page


@pytest.mark.parametrize(("number", "is_known"), [(5, False), (6, True)])
def test_delays_are_said_from_six_requests_on(cast, number, is_known):
    with scope(workspace=cast.workspace):
        end = timezone.now()
        for n in range(1, number + 1):
            row = ask(cast.robin, f"Besoin {n}", f"Texte {n}")
            Request.objects.filter(pk=row.pk).update(created_at=end - n * DAY, first_answer_at=end)
        old = ask(cast.robin, "Ancienne", "Texte")
        Request.objects.filter(pk=old.pk).update(created_at=end - 400 * DAY, first_answer_at=end - 100 * DAY)
        delay = delay_to("first_answer_at", end)
        assert delay.number == number
        expected = (3.5, 5.25) if is_known else (None, None)  # of 1 to 6 days: the median, and numpy's percentile 85
        assert (delay.half, delay.most) == (pytest.approx(expected[0]), pytest.approx(expected[1]))


@pytest.mark.parametrize(("address", "most"), [(TRIAGE, 33), (f"{TRIAGE}/list", 13)], ids=["one", "list"])
def test_a_longer_queue_asks_no_more_of_the_database(
    cast, rows, signed_in, django_assert_max_num_queries, address, most
):
    client, counted = signed_in("camille"), []
    for more in (0, 12):
        with scope(workspace=cast.workspace):
            for n in range(more):
                ask(cast.robin, f"Autre {n}", f"Autrement {n}")
        client.get(address)
        with django_assert_max_num_queries(most) as found:
            assert client.get(address).status_code == 200
        counted.append(len(found))
    assert counted == [most, most]


def test_the_page_of_a_request_offers_its_answers(cast, rows, signed_in):
    page = signed_in("camille").get(f"{W}{rows[0].pk}/").content.decode()
    assert re.findall(rf"/requests/{rows[0].pk}/(accept|merge|defer|decline|review)\"", page) == [
        "accept",
        "merge",
        "defer",
        "decline",
        "review",
    ]
    assert "/decline" not in signed_in("robin").get(f"{W}{rows[0].pk}/").content.decode()
