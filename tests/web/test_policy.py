"""The content security policy lets in nothing but our own files, and our templates never ask for more."""

import re
from pathlib import Path

import pytest

import gouvernail
from gouvernail.web.assets import MODULES, SHEETS

SOURCE = Path(gouvernail.__file__).parent
# Letters are pages of a mail program, which reads no style sheet; the report is a file alone, with a policy of its own.
TEMPLATES = [
    path for path in sorted(SOURCE.glob("*/templates/**/*.html")) if not {"letters", "email"} & set(path.parts)
]
INLINE = re.compile(
    r"""\sstyle\s*=\s*["']                              # a style attribute
    |\son[a-z]+\s*=\s*["']                              # onclick and the like
    |<style\b
    |<script\b(?![^>]*\b(?:src=|type="application/json"))  # a script that stands in the page
    |javascript:""",
    re.VERBOSE | re.IGNORECASE,
)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/login/", "/health/live", "/nowhere"])
def test_every_answer_carries_the_policy(client, address: str) -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in client.get(address).headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_template_writes_a_script_or_a_style_in_the_page(path: Path) -> None:
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


def test_the_search_for_inline_code_finds_it() -> None:
    bad = ['<p style="x">', "<a onclick='x'>", "<style>", "<script>x", '<a href="javascript:x">']
    assert [text for text in bad if not INLINE.search(text)] == []
    assert INLINE.search('<script src="x.js" type="module">') is None


def test_every_sheet_and_module_exists() -> None:
    static = SOURCE / "web" / "static"
    assert [name for name in (*SHEETS, *MODULES) if not (static / name).is_file()] == []
    assert {f"web/css/{path.name}" for path in (static / "web" / "css").iterdir()} == set(SHEETS)
    assert {f"web/js/{path.name}" for path in (static / "web" / "js").iterdir()} == set(MODULES)


@pytest.mark.django_db
def test_a_session_and_its_token_are_out_of_reach_of_scripts_and_other_sites(client) -> None:
    answer = client.post("/preferences/theme", {"theme": "dark"})
    assert answer.cookies["gouvernail_theme"]["httponly"]
    assert answer.cookies["gouvernail_theme"]["samesite"] == "Lax"
