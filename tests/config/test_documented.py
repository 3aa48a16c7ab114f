"""Every variable that the settings read is on the page of settings, in both languages; and none that they do not."""

import ast
import re
from pathlib import Path

import pytest

import gouvernail
from gouvernail.config import env

CONFIG = Path(gouvernail.__file__).parent / "config"
REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
READERS = {name for name in vars(env) if not name.startswith("_")}
ENDS = set(re.findall(r"\{prefix\}(_[A-Z_]+)", (CONFIG / "env.py").read_text(encoding="utf-8")))
ELSEWHERE = {"GOUVERNAIL_LANG"}  # read by the command itself


def read_by_the_settings() -> set[str]:
    """Gather the names given to the readers; a reader of several variables takes a beginning."""
    found: set[str] = set()
    for path in CONFIG.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if node.func.attr in READERS and isinstance(first, ast.Constant):
                    ends = ENDS if node.func.attr == "openid" else {""}
                    found |= {f"{first.value}{end}" for end in ends}
    return found


@pytest.mark.parametrize("name", ["settings.md", "parametres.md"])
def test_every_variable_is_documented(name: str) -> None:
    text = (REFERENCE / name).read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(GOUVERNAIL_\w+)` \|", text, re.MULTILINE))
    assert documented == read_by_the_settings() | ELSEWHERE


def test_the_settings_read_something() -> None:
    assert {"GOUVERNAIL_SECRET_KEY", "GOUVERNAIL_OIDC_SECRET", "GOUVERNAIL_LOG_LEVEL"} <= read_by_the_settings()


@pytest.mark.parametrize("name", ["compose.yaml", "Dockerfile"])
def test_the_containers_use_variables_that_exist(name: str) -> None:
    text = (REFERENCE.parents[1] / name).read_text(encoding="utf-8")
    used = {found.removesuffix("_FILE") for found in re.findall(r"GOUVERNAIL_\w+", text)}
    assert used
    assert used <= read_by_the_settings() | ELSEWHERE
