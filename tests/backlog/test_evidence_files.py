"""Documents of an evidence: only who may bring evidence adds or removes one, and what it rests on follows."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from gouvernail.backlog.choices.urgency import Grade
from gouvernail.backlog.models import Attachment, Evidence
from gouvernail.backlog.services.attachments import attachment_add, attachment_remove
from gouvernail.backlog.services.items.items import item_create
from gouvernail.backlog.services.urgency.evidences import (
    evidence_add,
    evidence_attach,
    evidence_detach,
    evidence_verify,
)
from gouvernail.decisions.models import Change
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import Forbidden

W = "/w/crm-ventes/backlog/"


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("clause.pdf", b"%PDF")


@pytest.fixture
def evidence(cast, settings, tmp_path) -> Evidence:
    settings.MEDIA_ROOT = tmp_path
    with scope(workspace=cast.workspace):
        made = item_create(actor=cast.camille, title="Consentement")
        today = today_of(cast.lou)
        return evidence_add(
            actor=cast.lou,
            item=made,
            kind="contract",
            statement="Pénalité de retard",
            ends_on=today + timedelta(days=120),
            document_on=today,
        )


@pytest.fixture
def document(cast, evidence) -> Attachment:
    with scope(workspace=cast.workspace):
        return evidence_attach(actor=cast.lou, evidence=evidence, file=_file())


def test_an_external_reviewer_adds_no_document_to_an_evidence(cast, evidence):
    with scope(workspace=cast.workspace):
        with pytest.raises(Forbidden):
            attachment_add(actor=cast.maxime, evidence=evidence, file=_file())
        with pytest.raises(Forbidden):
            evidence_attach(actor=cast.maxime, evidence=evidence, file=_file())
        assert not Attachment.objects.exists()
        attachment_add(actor=cast.maxime, item=evidence.item, file=_file())  # an item takes comments and files of all


def test_an_external_reviewer_removes_no_document_of_an_evidence(cast, document):
    with scope(workspace=cast.workspace):
        Attachment.objects.filter(pk=document.pk).update(author=cast.maxime)  # added when the role was another one
        document.refresh_from_db()
        for act in (attachment_remove, evidence_detach):
            with pytest.raises(Forbidden):
                act(actor=cast.maxime, attachment=document)
        assert Attachment.objects.get().removed_at is None


def test_each_act_on_a_document_refuses_four_times(client, signed_in, cast, evidence, document):
    acts = {
        f"{W}evidence/{evidence.pk}/files": {"file": _file()},
        f"{W}files/{document.pk}/remove": {},
        f"{W}files/{document.pk}/restore": {},
    }
    for address, given in acts.items():
        assert client.post(address, given).status_code == 302
        assert signed_in("stranger").post(address, given).status_code == 404
        assert signed_in("maxime").post(address, given).status_code == 403
        assert signed_in("camille").get(address).status_code == 405
    with scope(workspace=cast.workspace):
        assert [one.removed_at for one in Attachment.objects.all()] == [None]


def test_an_evidence_rests_on_its_document_as_long_as_it_is_there(cast, signed_in, evidence, document):
    page = signed_in("lou")

    def grade() -> int:
        with scope(workspace=cast.workspace):
            return Evidence.objects.get(pk=evidence.pk).grade

    assert grade() == Grade.DOCUMENTED
    answer = page.post(f"{W}files/{document.pk}/remove")
    assert answer.url.endswith(f"/evidence/{evidence.pk}/#files")
    assert grade() == Grade.ASSERTED
    page.post(f"{W}files/{document.pk}/restore")
    assert grade() == Grade.DOCUMENTED
    with scope(workspace=cast.workspace):
        assert Change.objects.filter(verb="evidence_regrade", subject_type="backlog.item").count() == 3


@pytest.mark.parametrize(
    ("act", "left"),
    [("remove", Grade.ASSERTED), ("restore", Grade.DOCUMENTED), ("add", Grade.DOCUMENTED)],
)
def test_what_was_confirmed_is_verified_again_once_its_documents_are_others(cast, evidence, document, act, left):
    with scope(workspace=cast.workspace):
        if act == "restore":
            evidence_detach(actor=cast.lou, attachment=document)
        evidence_verify(actor=cast.dominique, evidence=evidence, verdict="confirmed", note="Lu")
        evidence.refresh_from_db()
        read = evidence.version
        assert evidence.grade == Grade.VERIFIED
        if act == "add":
            evidence_attach(actor=cast.lou, evidence=evidence, file=_file())
        else:
            evidence_detach(actor=cast.lou, attachment=document, is_undone=act == "restore")
        evidence.refresh_from_db()
        found = (evidence.verdict, evidence.verdict_note, evidence.verified_by, evidence.verified_at)
        assert found == ("", "", None, None)
        assert (evidence.grade, evidence.version) == (left, read + 1)
        told = Change.objects.get(verb="evidence_edit", field="verdict")
        assert (told.actor, told.old, told.new) == (cast.lou, "confirmed", "")


def test_a_document_removed_twice_leaves_a_verdict_given_in_between(cast, evidence, document):
    with scope(workspace=cast.workspace):
        evidence_detach(actor=cast.lou, attachment=document)
        evidence_verify(actor=cast.dominique, evidence=evidence, verdict="confirmed", note="Lu")
        evidence_detach(actor=cast.lou, attachment=document)
        evidence.refresh_from_db()
        assert (evidence.verdict, evidence.grade) == ("confirmed", Grade.VERIFIED)


def test_the_page_says_it_beside_the_documents(cast, signed_in, evidence, document):
    page, said = f"{W}evidence/{evidence.pk}/", "modifiée, elle devra l’être à nouveau"
    with scope(workspace=cast.workspace):
        assert said not in signed_in("lou").get(page).content.decode()
        evidence_verify(actor=cast.dominique, evidence=evidence, verdict="confirmed", note="Lu")
    assert said in signed_in("lou").get(page).content.decode()
    assert said not in signed_in("maxime").get(page).content.decode()  # who changes nothing
