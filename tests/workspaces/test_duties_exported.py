"""The duties on paper and in a workbook: complete, tagged, without a formula."""

from io import BytesIO

import pytest
from django.utils import translation
from django_scopes import scope
from python_calamine import CalamineWorkbook

from gouvernail.workspaces.models import User
from gouvernail.workspaces.services.duties import duties_propose, duty_archive
from tests.workspaces.duties import add

FORMULA = '=HYPERLINK("https://evil.example","x")'


def _get(client, suffix: str) -> bytes:
    answer = client.get(f"/w/crm-ventes/governance/duties.{suffix}")
    assert answer.status_code == 200
    assert f".{suffix}" in answer.headers["Content-Disposition"]
    return answer.content


def test_the_workbook_has_the_duties_and_the_matrix(cast, signed_in):
    with scope(workspace=cast.workspace):
        add(cast, "Hold the compass", sacha="A", camille="R", noa="R")
        duty_archive(actor=cast.camille, duty=add(cast, "Archived", camille="A"))
    book = CalamineWorkbook.from_filelike(BytesIO(_get(signed_in("robin"), "xlsx")))
    assert book.sheet_names == ["Responsabilités", "Matrice"]
    duties, matrix = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert duties[0][:2] == ["Responsabilité", "Ce que cela veut dire"]
    assert (duties[1][0], duties[1][3:5], len(duties)) == (
        "Hold the compass",
        ["Sacha Martin", "Camille Leroy, Noa Bernard"],
        2,
    )
    assert matrix == [
        ["Responsabilité", "Camille Leroy", "Noa Bernard", "Sacha Martin"],
        ["Hold the compass", "R", "R", "A"],
    ]


def test_no_cell_is_a_formula(cast, signed_in):
    from zipfile import ZipFile

    User.objects.filter(pk=cast.noa.user_id).update(name="+33 1 23")
    with scope(workspace=cast.workspace):
        add(cast, FORMULA, noa="A")
    content = _get(signed_in("camille"), "xlsx")
    with ZipFile(BytesIO(content)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    cells = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Matrice").to_python()
    assert cells[1][0] == f"'{FORMULA}"


@pytest.mark.parametrize(("language", "title"), [("fr", "Qui fait quoi"), ("en", "Who does what")])
def test_the_pdf_is_tagged_in_the_language_of_the_reader(cast, signed_in, language, title):
    from pypdf import PdfReader

    User.objects.filter(pk=cast.robin.user_id).update(language=language)
    with scope(workspace=cast.workspace), translation.override(language):
        duties_propose(actor=cast.camille)
        add(cast, "#emph[x] $1$", robin="I")
        add(cast, "Nobody \u202e🧭 " + "x" * 100)
    reader = PdfReader(BytesIO(_get(signed_in("robin"), "pdf")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert (str(root["/Lang"]), str(reader.metadata.title)) == (language, f"{title} · CRM Ventes")
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert all(words in text for words in ("Camille Leroy", "#emph[x] $1$", "Dominique Petit"))
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all(name.startswith("Inter") for name in fonts)


def test_a_matrix_too_wide_for_paper_says_where_the_rest_is():
    from pypdf import PdfReader

    from gouvernail.exchange.reports.duties import DutyLine, Register, duties_pdf

    names = tuple(f"Person {number:03}" for number in range(200))
    labels = dict.fromkeys(("A", "R", "C", "I", "about", "meaning", "legend", "nobody", "page", "page_of"), "–")
    labels |= {"title": "T", "workspace": "W", "date": "D", "duties": "Duties", "matrix": "Matrix", "duty": "Duty"}
    labels["rest"] = "The rest is in the workbook."
    line = DutyLine("Hold", "", "", {"A": names[:1], "R": (), "C": (), "I": names})
    register = Register("en", labels, (line,), names, (("I",) * 200,))
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(duties_pdf(register))).pages)
    assert "The rest is in the workbook." in text


def test_an_empty_workspace_still_gives_both(signed_in):
    assert _get(signed_in("robin"), "pdf").startswith(b"%PDF")
    assert _get(signed_in("robin"), "xlsx").startswith(b"PK")
