"""Bad input is a sentence with file, line, column, what was found and what to do; never a traceback."""

from pathlib import Path
from typing import Any

import pytest

HEAD = "Clé;Titre;Statut;Créé le;Livré le\n"


def _said(run: Any, tmp_path: Path, content: bytes, *options: str, name: str = "x.csv") -> str:
    (tmp_path / name).write_bytes(content)
    answer = run("diagnose", name, *options)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Traceback" not in answer.stderr
    assert answer.stderr.startswith("Erreur : ")
    return answer.stderr


def test_an_impossible_day_says_where_and_what_to_do(run: Any, tmp_path: Path) -> None:
    rows = "".join(f"A-{number};t;Ouvert;{'31/02/2024' if number % 2 else '01/03/2024'};\n" for number in range(1, 13))
    said = _said(run, tmp_path, (HEAD + rows).encode())
    assert said.startswith("Erreur : x.csv, ligne 2, colonne « Créé le »")
    assert "Lu : 31/02/2024" in said
    assert "À faire :" in said
    assert "Encore 5 lignes" in said
    assert "4, 6, 8, 10, 12" in said
    assert "--skip-bad" in said


def test_skipping_counts_and_shows(run: Any, tmp_path: Path) -> None:
    rows = "A-1;t;Ouvert;31/02/2024;\n" + "".join(f"A-{n};t;Ouvert;01/03/2024;\n" for n in range(2, 20))
    (tmp_path / "x.csv").write_text(HEAD + rows, encoding="utf-8")
    answer = run("diagnose", "x.csv", "--skip-bad")
    assert answer.returncode in {0, 3}
    assert "1 ligne sautée" in answer.stdout
    assert "x.csv, ligne 2" in answer.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", b""),
        ("x.csv", HEAD.encode()),
        ("x.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
        ("x.csv", b"\x00\x01\x02\x03" * 100),
        ("x.json", b'[{"key": "A"'),
        ("x.jsonl", b'{"a": 1}\n{"b": \n'),
        ("x.xlsx", b"PK\x03\x04 not a workbook"),
        ("x.zip", b"PK\x05\x06" + b"\x00" * 18),
        ("x.csv", (HEAD + "A;t;Ouvert;01/01/2024;\nA;u;Ouvert;01/01/2024;\n").encode()),
        ("x.csv", (HEAD + "A;t;Ouvert;01/01/2999;\nB;u;Ouvert;01/01/2024;\n").encode()),
        ("x.csv", (HEAD + "A;t;Livré;01/03/2024;01/01/2024\nB;u;Ouvert;01/01/2024;\n").encode()),
    ],
)
def test_every_kind_of_bad_file_is_a_sentence(run: Any, tmp_path: Path, name: str, content: bytes) -> None:
    said = _said(run, tmp_path, content, name=name)
    assert name in said
    assert "À faire :" in said


def test_an_error_is_in_the_language(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"")
    said = run("diagnose", "x.csv", "--lang", "en").stderr
    assert said.startswith("Error: x.csv")
    assert "What to do:" in said


def test_nothing_is_written_when_reading_stops(run: Any, tmp_path: Path) -> None:
    _said(run, tmp_path, b"", "--html", "r.html", "--json", "r.json")
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_a_file_that_says_almost_nothing_ends_with_code_3(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Clé;Titre\nA-1;un\nA-2;deux\n", encoding="utf-8")
    answer = run("diagnose", "x.csv")
    assert answer.returncode == 3
    assert "pas assez de données pour se prononcer" in answer.stdout
    assert run("diagnose", "x.csv", "--json", "-").returncode == 3
