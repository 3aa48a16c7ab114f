"""Outputs that are closed, full or poor in letters; names that are empty, endless or given twice."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import COMMAND


def _code(command: str, folder: Path) -> int:
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, timeout=120, check=False).returncode


@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("arguments", ["diagnose tickets.csv", "diagnose tickets.csv --json r.json", "schema"])
def test_a_closed_output_is_no_fault(tickets: Path, arguments: str, closing: str) -> None:
    folder = tickets.parent
    assert _code(f"{COMMAND} {arguments} {closing}", folder) == _code(f"{COMMAND} {arguments}", folder)
    if "r.json" in arguments:
        assert json.loads((folder / "r.json").read_text(encoding="utf-8"))["input"]["items"] == 40


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
@pytest.mark.parametrize("option", ["", "--json -", "--json /dev/full"])
def test_a_full_disk_is_a_sentence(tickets: Path, option: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{COMMAND} diagnose tickets.csv {option} >/dev/full"],
        cwd=tickets.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert "le disque est plein" in done.stderr


def test_letters_that_the_output_does_not_know_are_written_plainly(run: Any, tickets: Path) -> None:
    said = run("diagnose", tickets, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}).stdout
    assert said.startswith("Pourquoi ca n'avance pas ?")
    assert "elements" in said.splitlines()[1]


def test_an_empty_name_is_not_the_current_folder(run: Any, tickets: Path) -> None:
    done = run("diagnose", "")
    assert done.returncode == 2
    assert "nom de fichier est vide" in done.stderr
    assert run("diagnose", tickets, "--title", "").returncode == 0


@pytest.mark.parametrize("option", [None, "--html", "--mapping", "--thresholds"])
def test_an_endless_name_is_a_sentence(run: Any, tickets: Path, option: str | None) -> None:
    endless = "a" * 5000
    done = run("diagnose", endless) if option is None else run("diagnose", tickets, option, endless)
    assert done.returncode == 2
    assert done.stderr.startswith("Erreur : ")


def test_one_file_given_twice_is_said(run: Any, tickets: Path) -> None:
    done = run("diagnose", tickets, tickets.parent / "." / ".." / tickets.parent.name / tickets.name)
    assert done.returncode == 2
    assert "est donné deux fois" in done.stderr


def test_a_day_for_one_file_is_said_to_be_of_no_use(run: Any, tickets: Path) -> None:
    done = run("diagnose", tickets, "--dates", "2024-06-01")
    assert done.returncode == 2
    assert "--today" in done.stderr


def test_days_of_the_files_of_a_folder(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "versions"
    folder.mkdir()
    for name, due in (("a", "T1 2024"), ("b", "T2 2024")):
        rows = "".join(f"K-{i};Écran {i};En cours;{due}\n" for i in range(1, 13))
        (folder / f"{name}.csv").write_text(f"Clé;Titre;Statut;Échéance\n{rows}", encoding="utf-8")
    done = run("diagnose", folder, "--dates", "2024-01-10,2024-04-02", "--json", "-")
    assert done.returncode in {0, 3}, done.stderr
    assert json.loads(done.stdout)["input"]["changes"] == 12
