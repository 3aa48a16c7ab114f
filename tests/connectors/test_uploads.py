"""What people may send, and what they may not."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope
from pytest_django import Settings

from gouvernail.connectors.choices import ImportState
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.services.imports import import_create
from gouvernail.jobs.choices import State
from tests.cast import Cast
from tests.imports import HEADER, items

Sent = Callable[..., ImportRun]
NEW = "/w/crm-ventes/diagnosis/imports/new/"


def _page(signed_in: Callable[[str], Client], run: ImportRun) -> str:
    response = signed_in("camille").get(f"/w/crm-ventes/diagnosis/imports/{run.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def _names(run: ImportRun) -> list[str]:
    with scope(workspace=run.workspace):
        return [upload.name for upload in run.uploads.all()]


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("demandes.csv", b"0" * 80_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("roadmap.csv", b"%PDF-1.7 nothing", "C’est un PDF"),
        ("roadmap.xlsx", b"\x89PNG\r\n\x1a\n0000", "C’est une image"),
        ("roadmap.csv", b"<html><body><table></table></body></html>", "C’est une page web"),
        ("roadmap.zip", _bomb(), "Ce fichier compressé donnerait"),
        ("roadmap.xlsx", b"PK\x03\x04broken", "abîmé"),
        ("roadmap.csv", b"\x00\x01\x02\x03\x04" * 100, "ni un texte, ni un classeur"),
    ],
    ids=["pdf", "image", "web_page", "bomb", "damaged", "binary"],
)
def test_what_is_no_export_is_refused_in_words(
    sent: Sent, signed_in: Callable[[str], Client], name: str, content: bytes, says: str
) -> None:
    run = sent((name, content))
    page = _page(signed_in, run)
    assert (run.state, run.job.state) == (ImportState.REFUSED, State.FAILED)
    assert says in page
    assert name in page


def test_files_that_are_too_large_together_are_refused_with_a_sentence(
    cast: Cast, signed_in: Callable[[str], Client], settings: Settings
) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    half = b"x" * 700_000
    files = [SimpleUploadedFile("a.csv", half), SimpleUploadedFile("b.csv", half)]
    response = signed_in("camille").post(NEW, {"exports": files})
    assert response.status_code == 422
    assert "au plus 1 Mo sont acceptés" in response.content.decode()
    with scope(workspace=cast.workspace):
        assert not ImportRun.objects.exists()


def test_a_request_that_is_too_large_is_not_even_kept(
    cast: Cast, signed_in: Callable[[str], Client], settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    response = signed_in("camille").post(NEW, {"exports": [SimpleUploadedFile("a.csv", b"x" * 4_000_000)]})
    assert response.status_code == 422
    assert "GOUVERNAIL_UPLOAD_LIMIT_MB" in response.content.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sends", [{}, {"exports": [SimpleUploadedFile("a.csv", b"")]}], ids=["nothing", "empty"])
def test_nothing_is_not_an_import(
    cast: Cast, signed_in: Callable[[str], Client], sends: dict[str, list[SimpleUploadedFile]]
) -> None:
    assert signed_in("camille").post(NEW, sends).status_code == 422
    with scope(workspace=cast.workspace):
        assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.csv", "..\\..\\windows\\demandes.csv", "/etc/demandes.csv", "C:\\demandes.csv", "../..", ".csv"],
)
def test_a_path_in_a_name_leads_nowhere(cast: Cast, sent: Sent, settings: Settings, name: str) -> None:
    upload = SimpleUploadedFile("a.csv", items(3).encode())
    upload._name = name  # the name as a hostile client sends it, before Django cleans it
    with scope(workspace=cast.workspace):
        run = import_create(actor=cast.camille, files=[upload])
        kept = run.uploads.get()
    assert not {"/", "\\", "\x00"} & set(kept.name)
    assert kept.name not in {"", ".", ".."}
    assert kept.path == f"workspaces/{cast.workspace.pk}/imports/{run.code}/files/001{Path(kept.name).suffix}"
    root = Path(settings.MEDIA_ROOT).resolve()
    assert (root / kept.path).resolve().is_relative_to(root)


def test_ten_thousand_characters_are_a_name_like_any_other(sent: Sent, signed_in: Callable[[str], Client]) -> None:
    run = sent(("é" * 10_000 + ".csv", items(3)))
    assert run.state == ImportState.READY
    (name,) = _names(run)
    assert name.endswith("é.csv")
    assert len(name) <= 80
    assert "éééé" in _page(signed_in, run)


def test_right_to_left_and_emoji_are_read_and_shown_apart(sent: Sent, signed_in: Callable[[str], Client]) -> None:
    run = sent(("قائمة 🚀.csv", HEADER + "A-1;ترقية \u202eالنظام 🚀;Livré;01/02/2024;;;;;;;\n"))
    page = _page(signed_in, run)
    assert run.state == ImportState.READY
    assert "<bdi>ترقية النظام 🚀</bdi>" in page  # isolated, and the mark that turns what follows is gone
    assert "\u202e" not in page


def test_html_in_every_cell_stays_text(sent: Sent, signed_in: Callable[[str], Client]) -> None:
    script = "<script>alert(1)</script>"
    header = f"Clé;Titre;Statut;{script}\n"
    run = sent((f"{script}.csv", header + f"{script};{script};{script};{script}\n"))
    page = _page(signed_in, run)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_two_files_of_one_name_are_both_read(sent: Sent) -> None:
    run = sent(("demandes.csv", items(3)), ("demandes.csv", items(2).replace("CRM-", "ERP-")))
    assert _names(run) == ["demandes.csv", "2-demandes.csv"]


def test_what_a_failed_transaction_leaves_is_removed(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.TRAIL_WRITER = "tests.imports.no_trail"
    with scope(workspace=cast.workspace), pytest.raises(RuntimeError):
        import_create(actor=cast.camille, files=[SimpleUploadedFile("a.csv", b"Title\nx\n")])
    with scope(workspace=cast.workspace):
        assert not ImportRun.objects.exists()
    assert [path for path in (tmp_path / "uploads").rglob("*") if path.is_file()] == []


def test_no_file_says_what_to_do(cast: Cast) -> None:
    with scope(workspace=cast.workspace), pytest.raises(ValidationError, match="CSV, XLSX, ODS"):
        import_create(actor=cast.camille, files=[])
