"""Files of items: kept under a code, shown by a clean name, sent back as a download and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.models import Attachment, Comment
from gouvernail.backlog.services.attachments import MOST, attachment_add, attachment_remove
from gouvernail.backlog.services.comments import comment_add, comment_remove
from gouvernail.backlog.services.forgetting import KEPT_AFTER_REMOVAL, removed_forget
from gouvernail.decisions.models import Change
from gouvernail.workspaces.services.door import Forbidden
from tests.backlog.items import W, asked, item

F = "/w/crm-ventes/backlog/files/"
PAGE = b"<html><script>alert(document.cookie)</script></html>"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        return item(cast)


def a_file(name: str = "devis.pdf", content: bytes = b"pdf", content_type: str = "application/pdf"):
    return SimpleUploadedFile(name, content, content_type)


@pytest.fixture
def kept(cast, made):
    with scope(workspace=cast.workspace):
        return attachment_add(actor=cast.robin, item=made, file=a_file("page.html", PAGE, "text/html"))


def written(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_several_files_come_and_are_listed(cast, made, signed_in, storage):
    client = signed_in("robin")
    sent = {"file": [a_file(), a_file("notes.txt", b"12", "text/plain")]}
    page = client.post(f"{W}{made.pk}/files", sent, follow=True).content.decode()
    assert all(text in page for text in ("2 fichiers sont ajoutés", "devis.pdf", "notes.txt"))
    assert len(written(storage)) == 2
    with scope(workspace=cast.workspace):
        rows = Change.objects.filter(verb="attachment_add").order_by("pk")
        assert [(row.subject_type, row.field, row.new) for row in rows] == [
            ("backlog.item", "attachments", "devis.pdf"),
            ("backlog.item", "attachments", "notes.txt"),
        ]


def test_a_page_is_downloaded_and_never_opened_here(kept, signed_in):
    answer = signed_in("noa").get(f"{F}{kept.pk}/")
    assert b"".join(answer.streaming_content) == PAGE
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system.ini", "system.ini"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt"),
        ("\u202egpj.exe", "gpj.exe"),
        ("…", "…"),
        ("é" * 300 + ".pdf", "é" * 76 + ".pdf"),
        ("<script>.svg", "<script>.svg"),
    ],
    ids=["path", "windows", "header", "direction", "dots", "long", "markup"],
)
def test_a_hostile_name_is_cleaned_and_never_names_a_file(cast, made, signed_in, storage, sent, shown):
    with scope(workspace=cast.workspace):
        row = attachment_add(actor=cast.robin, item=made, file=_named(sent))
    assert row.name == shown
    assert [path.name for path in written(storage)] == [str(row.code)]
    client = signed_in("robin")
    answer = client.get(f"{F}{row.pk}/")
    assert b"".join(answer.streaming_content)
    assert "\n" not in answer.headers["Content-Disposition"]
    assert "<script>.svg" not in client.get(f"{W}{made.pk}/").content.decode()


def _named(name: str):
    """Give a file whose name Django has not cleaned."""
    file = a_file()
    file._name = name
    return file


def test_an_empty_file_and_too_much_are_refused_beside_the_field(made, signed_in, settings, storage):
    client = signed_in("robin")
    answer = client.post(f"{W}{made.pk}/files", {"file": [a_file(), a_file("vide.csv", b"")]})
    assert (answer.status_code, "vide.csv" in answer.content.decode()) == (422, True)
    settings.UPLOAD_LIMIT_MB = 1
    answer = client.post(f"{W}{made.pk}/files", {"file": [a_file(content=b"x" * (2**20 + 1))]})
    assert (answer.status_code, "ZIP" in answer.content.decode()) == (422, True)
    answer = client.post(f"{W}{made.pk}/files", {"file": [a_file(content=b"x" * (3 * 2**20))]})
    assert (answer.status_code, "ZIP" in answer.content.decode()) == (422, True)
    assert client.post(f"{W}{made.pk}/files", {}).status_code == 422
    assert written(storage) == []


def test_one_file_too_many_is_refused(cast, made):
    with scope(workspace=cast.workspace):
        for number in range(MOST):
            attachment_add(actor=cast.robin, item=made, file=a_file(f"{number}.pdf"))
        with pytest.raises(ValidationError) as refusal:
            attachment_add(actor=cast.robin, item=made, file=a_file())
        assert list(refusal.value.error_dict) == ["file"]


def test_nothing_stays_in_the_storage_where_the_row_could_not_be_written(cast, made, storage, monkeypatch):
    monkeypatch.setattr(Attachment, "full_clean", _refuses)
    with scope(workspace=cast.workspace), pytest.raises(ValidationError), transaction.atomic():
        attachment_add(actor=cast.robin, item=made, file=a_file())
    assert written(storage) == []


def _refuses(_row: Attachment) -> None:
    raise ValidationError("no")


def test_a_removed_file_is_not_sent_until_it_comes_back(cast, kept, signed_in):
    client = signed_in("robin")
    page = client.post(f"{F}{kept.pk}/remove", follow=True).content.decode()
    assert f"{F}{kept.pk}/restore" in page
    assert client.get(f"{F}{kept.pk}/").status_code == 404
    client.post(f"{F}{kept.pk}/restore")
    answer = client.get(f"{F}{kept.pk}/")
    assert b"".join(answer.streaming_content)
    assert answer.status_code == 200


def test_what_was_removed_a_week_ago_is_gone_for_good_and_strays_with_it(cast, made, kept, signed_in, storage):
    with scope(workspace=cast.workspace):
        other = attachment_add(actor=cast.robin, item=made, file=a_file())
        comment = comment_add(actor=cast.robin, item=made, text="Un secret")
        attachment_remove(actor=cast.robin, attachment=kept)
        comment_remove(actor=cast.robin, comment=comment)
        with transaction.atomic():
            attachment_add(actor=cast.robin, item=made, file=a_file())
            transaction.set_rollback(True)
    removed_forget()
    assert len(written(storage)) == 3  # nothing yet: it can be brought back, and the act may still go on
    removed_forget(timezone.now() + KEPT_AFTER_REMOVAL + timedelta(minutes=1))
    assert [path.name for path in written(storage)] == [str(other.code)]
    with scope(workspace=cast.workspace):
        assert (Attachment.objects.get(), Comment.objects.exists()) == (other, False)
    assert signed_in("robin").post(f"{F}{kept.pk}/restore").status_code == 404


def test_a_file_that_the_storage_lost_is_not_found(kept, signed_in):
    default_storage.delete(kept.path)
    assert signed_in("robin").get(f"{F}{kept.pk}/").status_code == 404


@pytest.mark.parametrize("act", ["remove", "restore"])
def test_its_author_or_who_steers_removes_a_file(kept, signed_in, act):
    address = f"{F}{kept.pk}/{act}"
    anonymous = Client().post(address)
    assert (anonymous.status_code, "/account/login/" in anonymous.headers["Location"]) == (302, True)
    assert signed_in("stranger").post(address).status_code == 404
    assert signed_in("noa").post(address).status_code == 403
    assert signed_in("camille").get(address).status_code == 405
    assert signed_in("camille").post(address).status_code == 302


def test_a_stranger_gets_no_file(kept, signed_in):
    assert signed_in("stranger").get(f"{F}{kept.pk}/").status_code == 404
    assert signed_in("stranger").get(f"/w/crm-service/backlog/files/{kept.pk}/").status_code == 404
    assert Client().get(f"{F}{kept.pk}/").status_code == 302


def test_a_reviewer_attaches_to_an_item_and_not_to_a_request(cast, made):
    with scope(workspace=cast.workspace):
        attachment_add(actor=cast.maxime, item=made, file=a_file())
        with pytest.raises(Forbidden):
            attachment_add(actor=cast.maxime, request=asked(cast), file=a_file())
        with pytest.raises(ValueError, match="one request, one item or one evidence"):
            attachment_add(actor=cast.camille, file=a_file())
        row = Attachment.objects.get()
        with pytest.raises(Forbidden):
            attachment_remove(actor=cast.noa, attachment=row)
