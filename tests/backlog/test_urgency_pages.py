"""The pages of evidence, who is refused, and what the week says of it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.models import Evidence
from gouvernail.backlog.services.items.items import item_create
from gouvernail.backlog.services.urgency.evidences import evidence_add
from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectations.evidence import expected
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.selectors.rights import today_of

W = "/w/crm-ventes/backlog/"


@pytest.fixture
def evidence(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with scope(workspace=cast.workspace):
        item = item_create(actor=cast.camille, title="Consentement", claimed_urgency=5)
        today = today_of(cast.lou)
        return evidence_add(
            actor=cast.lou,
            item=item,
            kind="law",
            statement="Article 7 du RGPD",
            source="La CNIL",
            ends_on=today + timedelta(days=120),
            document_on=today,
            address="https://cnil.example/article-7",
        )


def test_prove_verify_and_read_both_numbers(signed_in, cast, evidence):
    page = signed_in("dominique")
    address = f"{W}evidence/{evidence.pk}/"
    assert "Document" in page.get(address).content.decode()
    shown = page.post(f"{address}verify", {"verdict": "confirmed", "note": "Lu au JO"}, follow=True).content.decode()
    assert "Lu au JO" in shown
    story = page.get(f"{W}items/{evidence.item_id}/").content.decode()
    assert "Affirmée" in story
    assert "Vérifiée par une seconde personne" in story


def test_bring_an_evidence_with_a_document_and_undo(signed_in, cast, evidence):
    page = signed_in("robin")
    given = {
        "kind": "contract",
        "statement": "Pénalité de retard",
        "ends_on": "2027-06-30",
        "document_on": "2026-01-05",
        "files": SimpleUploadedFile("contrat.pdf", b"%PDF"),
    }
    shown = page.post(f"{W}items/{evidence.item_id}/evidence/new", given, follow=True).content.decode()
    assert "contrat.pdf" in shown
    with scope(workspace=cast.workspace):
        row = Evidence.objects.get(statement="Pénalité de retard")
    page.post(f"{W}evidence/{row.pk}/remove")
    assert page.get(f"{W}evidence/{row.pk}/").status_code == 404
    page.post(f"{W}evidence/{row.pk}/restore")
    assert page.get(f"{W}evidence/{row.pk}/").status_code == 200


def test_an_error_stands_beside_its_field_and_keeps_what_was_typed(signed_in, evidence):
    answer = signed_in("robin").post(f"{W}items/{evidence.item_id}/evidence/new", {"kind": "law", "statement": "Oui"})
    shown = answer.content.decode()
    assert (answer.status_code, "donnez l’échéance" in shown, 'value="Oui"' in shown) == (422, True, True)


def test_who_brought_it_is_not_offered_to_verify_it_and_is_refused(signed_in, cast, evidence):
    with scope(workspace=cast.workspace):
        Evidence.objects.filter(pk=evidence.pk).update(author=cast.camille, owner=cast.camille)
    page = signed_in("camille")
    assert "Ce que vous avez vérifié" not in page.get(f"{W}evidence/{evidence.pk}/").content.decode()
    answer = page.post(f"{W}evidence/{evidence.pk}/verify", {"verdict": "confirmed", "note": "Moi"})
    assert answer.status_code == 403


def test_the_page_of_evidence_lists_what_waits(signed_in, cast, evidence):
    with scope(workspace=cast.workspace):
        item_create(actor=cast.camille, title="Écran géant", claimed_urgency=5)
    shown = signed_in("camille").get(f"{W}evidence/").content.decode()
    assert "Écran géant" in shown
    assert "Article 7 du RGPD" in shown
    assert "Pas encore disponible" in shown


@pytest.mark.parametrize("name", ["edit", "verify", "renew", "files", "remove", "restore"])
def test_each_write_refuses_four_times(client, signed_in, evidence, name):
    address = f"{W}evidence/{evidence.pk}/{name}"
    assert client.post(address).status_code == 302
    assert signed_in("stranger").post(address).status_code == 404
    assert signed_in("maxime").post(address).status_code == 403
    assert signed_in("camille").put(address).status_code == 405


def test_a_reviewer_brings_no_evidence(client, signed_in, evidence):
    address = f"{W}items/{evidence.item_id}/evidence/new"
    assert client.post(address).status_code == 302
    assert signed_in("stranger").post(address).status_code == 404
    assert signed_in("maxime").post(address).status_code == 403
    assert signed_in("camille").put(address).status_code == 405


def test_the_week_asks_who_answers_to_renew_and_a_second_person_to_check(cast, evidence):
    with scope(workspace=cast.workspace):
        facts = Facts(cast.workspace, [cast.lou, cast.dominique, cast.robin], timezone.now())
        assert [one.kind for one in expected(cast.dominique, facts)] == [Kind.EVIDENCE]
        assert expected(cast.lou, facts) == expected(cast.robin, facts) == []
        Evidence.objects.update(expires_on=facts.day + timedelta(days=3))
        facts = Facts(cast.workspace, [cast.lou], timezone.now())
        assert [one.due_on for one in expected(cast.lou, facts)] == [facts.day + timedelta(days=3)]


def test_an_item_asks_the_same_whatever_the_number_of_evidences(
    signed_in, cast, evidence, django_assert_max_num_queries
):
    with scope(workspace=cast.workspace):
        for number in range(12):
            evidence_add(actor=cast.lou, item=evidence.item, kind="law", statement=f"N{number}", ends_on="2027-01-01")
    page = signed_in("camille")
    address = f"{W}items/{evidence.item_id}/"
    page.get(address)
    with django_assert_max_num_queries(60):
        assert page.get(address).status_code == 200
