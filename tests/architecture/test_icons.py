"""Every icon that a template or the rail names exists."""

import re
from pathlib import Path
from zipfile import ZipFile

import lucide

import gouvernail
from gouvernail.web import navigation

SOURCE = Path(gouvernail.__file__).parent
_NAMED = re.compile(r"""\{%\s*icon\s+["']([^"']+)["']|\bicon=["']([a-z0-9-]+)["']""")


def test_every_icon_exists() -> None:
    with ZipFile(Path(lucide.__file__).parent / "lucide.zip") as drawn:
        known = {Path(name).stem for name in drawn.namelist()}
    named = {
        name: path.name
        for path in SOURCE.rglob("*.html")
        for found in _NAMED.findall(path.read_text(encoding="utf-8"))
        for name in found
        if name
    }
    named |= {entry.icon: entry.url_name for entry in navigation._ENTRIES.values()}
    assert {name: where for name, where in named.items() if name not in known} == {}
