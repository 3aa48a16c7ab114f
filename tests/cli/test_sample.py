"""`gouvernail sample`: the reports of the bundled simulation, labelled as such."""

import json
from pathlib import Path
from typing import Any


def test_the_sample_is_written_diagnosed_and_labelled(run: Any, tmp_path: Path) -> None:
    answer = run("sample", "--out", "out/reports", "--no-open")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "simul" in answer.stdout
    folder = tmp_path / "out" / "reports"
    names = {path.name for path in folder.iterdir()}
    assert {"rapport.html", "preuves.xlsx", "rapport.json", "sample"} <= names
    content = json.loads((folder / "rapport.json").read_text(encoding="utf-8"))
    assert content["sample"] is True
    assert len([cause for cause in content["causes"] if cause["strength"] != "weak"]) > 0
    again = run("sample", "--out", "out/reports", "--no-open", "--quiet")
    assert (again.returncode, again.stdout) == (0, "")


def test_a_file_in_the_way_is_a_sentence(run: Any, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    answer = run("sample", "--out", "out", "--no-open")
    assert answer.returncode == 2
    assert answer.stderr.startswith("Erreur : out n’a pas pu être écrit")
