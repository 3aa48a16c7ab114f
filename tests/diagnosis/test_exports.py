"""A report as a file: made by a worker, with the notes of its reviewers, and nothing that runs."""

import io
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from gouvernail.diagnosis.models import Export, Report
from gouvernail.diagnosis.services.annotations import annotation_add
from tests.cast import Cast
from tests.imports import items

Made = Callable[..., Report]
NOTE = "Vu en comité : =1+1 <b>deux</b> demandes sur trois"


@pytest.fixture
def exported(
    cast: Cast, made: Made, signed_in: Callable[[str], Client], run_jobs: Callable[[], None]
) -> Callable[..., bytes]:
    """Make a report with a note, and take its file away as a reader does."""

    def export(kind: str, report: Report | None = None, *, reader: str = "robin") -> bytes:
        report = report or made(title="Programme CRM")
        with scope(workspace=cast.workspace):
            cause = report.figures["causes"][0]["id"]
            annotation_add(actor=cast.maxime, report=report, about="cause", part=cause, text=NOTE)
        client = signed_in(reader)
        page = client.post(f"/w/crm-ventes/diagnosis/{report.pk}/export/{kind}/")
        run_jobs()
        response = client.get(page.headers["Location"] + "file")
        assert response.status_code == 200
        assert "attachment" in response.headers["Content-Disposition"]
        return b"".join(response.streaming_content)

    return export


def test_the_pdf_has_the_notes(exported: Callable[..., bytes]) -> None:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(exported("pdf"))).pages)
    assert "Programme CRM" in text
    assert "Notes des relecteurs" in text
    assert "Maxime Roux" in text
    assert "<b>deux</b>" in text  # as it was written


def test_the_workbook_has_the_notes_and_no_formula(exported: Callable[..., bytes]) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(exported("xlsx")))
    notes = book.get_sheet_by_name("Notes").to_python()
    assert notes[1][1] == NOTE
    assert notes[1][2] == "Maxime Roux"


def test_the_json_is_that_of_the_command_with_the_notes(exported: Callable[..., bytes]) -> None:
    document = json.loads(exported("json"))
    assert (document["kind"], document["title"], document["input"]["items"]) == ("diagnosis", "Programme CRM", 40)
    assert [note["text"] for note in document["annotations"]] == [NOTE]


def test_the_file_speaks_the_language_of_who_asks(cast: Cast, exported: Callable[..., bytes]) -> None:
    cast.robin.user.language = "en"
    cast.robin.user.save()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(exported("pdf"))).pages)
    assert "Notes of the reviewers" in text


def test_one_state_is_written_once(
    cast: Cast, made: Made, signed_in: Callable[[str], Client], run_jobs: Callable[[], None]
) -> None:
    report, client = made(), signed_in("robin")
    address = f"/w/crm-ventes/diagnosis/{report.pk}/export/json/"
    for _ in range(2):
        client.post(address)
        run_jobs()
    with scope(workspace=cast.workspace):
        assert Export.objects.count() == 1
        annotation_add(actor=cast.maxime, report=report, about="report", part="", text="Nouveau")
    client.post(address)
    with scope(workspace=cast.workspace):
        assert Export.objects.count() == 2


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_hostile_texts_do_not_stop_a_file(made: Made, exported: Callable[..., bytes], kind: str) -> None:
    hostile = '=HYPERLINK("http://x") #set page() \u202e🚀 ترقية'
    report = made(("demandes.csv", items(title=hostile.replace('"', "'"))), title=hostile)
    assert exported(kind, report)


def test_a_file_of_another_report_is_not_found(
    cast: Cast, made: Made, signed_in: Callable[[str], Client], run_jobs: Callable[[], None]
) -> None:
    one, two = made(), made(("autres.csv", items()))
    client = signed_in("robin")
    page = client.post(f"/w/crm-ventes/diagnosis/{one.pk}/export/json/")
    run_jobs()
    key = page.headers["Location"].rstrip("/").split("/")[-1]
    assert client.get(f"/w/crm-ventes/diagnosis/{two.pk}/exports/{key}/file").status_code == 404
    assert client.post(f"/w/crm-ventes/diagnosis/{one.pk}/export/exe/").status_code == 404
