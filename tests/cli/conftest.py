"""The installed command, run as a user runs it: in its own process."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

_PLAIN_SPACES = {0xA0: " ", 0x202F: " "}
COMMAND = Path(sys.executable).parent / "gouvernail"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `gouvernail` in an empty folder, piped, in French unless `env` says otherwise.

    No-break spaces come back as plain ones: where they stand is the matter of the tests of wording.
    """

    def call(*arguments: object, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "GOUVERNAIL"))}
        done = subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=tmp_path,
            env={**kept, "LANG": "C.UTF-8", **(env or {})},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        done.stdout, done.stderr = (said.translate(_PLAIN_SPACES) for said in (done.stdout, done.stderr))
        return done

    return call


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    """A small French export: forty tickets, three quarters of them delivered after the announced date."""
    lines = ["Clé;Titre;Statut;Créé le;Échéance;Livré le;Priorité;Rapporteur;Responsable"]
    for number in range(1, 41):
        month = 1 + number % 6
        done = f"{10 + number % 15:02}/{month + 3:02}/2024" if number % 4 else f"05/{month + 1:02}/2024"
        lines.append(
            f"CRM-{number};Demande {number};Terminé;{1 + number % 27:02}/{month:02}/2024;"
            f"28/{month + 1:02}/2024;{done};Haute;Camille {number % 5};Dev {number % 3}"
        )
    path = tmp_path / "tickets.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
