"""A file's place tells what it may contain: no catch-all name anywhere."""

from pathlib import Path

import gouvernail

CATCH_ALL = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc", "extras"}


def test_no_module_has_a_catch_all_name() -> None:
    root = Path(gouvernail.__file__).parent
    found = [path for path in root.rglob("*") if path.stem in CATCH_ALL]
    # `base.html` is what Django calls the page that the others extend.
    assert [path for path in found if path.name != "base.html"] == []
