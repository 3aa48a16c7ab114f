"""The permission matrix of the documentation is the table that the product asks."""

import runpy
from pathlib import Path

import pytest

from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.choices.words import RoleKind

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(("language", "name"), [("en", "rights.md"), ("fr", "droits.md")])
def test_the_matrix_of_rights_is_up_to_date(language: str, name: str) -> None:
    written = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert written == runpy.run_path(str(DOCS / "write_rights.py"))["page"](language), "run `make docs`"


def test_every_right_is_in_the_table_and_every_right_is_held_by_somebody() -> None:
    assert set(RIGHTS) == set(Right)
    assert [right for right, holders in RIGHTS.items() if not holders & set(RoleKind)] == []
