"""Documents that fail the build: what they say is what the code does."""

import re
import runpy
from pathlib import Path

import pytest

from gouvernail import __version__
from gouvernail.exchange.formats.records import RECORD_FORMATS
from gouvernail.exchange.formats.tabular import known_formats

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize(("language", "name"), [("en", "indicators.md"), ("fr", "indicateurs.md")])
def test_the_reference_of_the_indicators_is_up_to_date(language: str, name: str) -> None:
    written = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert written == runpy.run_path(str(DOCS / "write_reference.py"))["page"](language), "run `make docs`"


@pytest.mark.parametrize("name", ["formats.md", "formats-lus.md"])
def test_every_format_is_documented(name: str) -> None:
    text = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert [known for known in (*known_formats(), *RECORD_FORMATS) if f"`{known}`" not in text] == []


@pytest.mark.parametrize("page", sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")]), ids=lambda path: path.name)
def test_every_link_of_a_document_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in targets if "://" not in link and not (page.parent / link).exists()] == []


def test_the_changelog_knows_the_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "LISEZMOI.md"])
def test_the_read_me_stays_one_screen(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 60
