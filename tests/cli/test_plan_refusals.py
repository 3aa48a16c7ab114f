"""What `gouvernail plan` refuses: where it stands, and what to do."""

from pathlib import Path
from typing import Any

import pytest

ITEMS = "item;apport;charge;équipe;prérequis;échéance;itération;au plus tard\n"
TEAMS = "équipe;jours;itération\nCRM;10;\nData;5;\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a;1;2;CRM;z;;;", ["items.csv, ligne 2, colonne « prérequis »", "« a » demande « z »"]),
        ("a;1;2;CRM;a;;;", ["Les prérequis tournent en rond : a → a."]),
        ("a;1;2;CRM;;demain peut-être;;", ["ligne 2, colonne « échéance »", "n’est pas une date qui existe"]),
        ("a;1;2;CRM;;;27;", ["ligne 2, colonne « itération »", "un nombre entier de 1 à 26", "--iterations"]),
        ("a;1;2;CRM;;;;1,5", ["ligne 2, colonne « au plus tard »", "n’est pas le numéro d’une itération"]),
        ("a;1;2;Ventes;;;;", ["ligne 2", "l’équipe « Ventes », que la table des équipes n’a pas", "CRM, Data"]),
        ("a;1;2;;;;;", ["ligne 2", "« a » n’a pas d’équipe", "CRM, Data"]),
    ],
    ids=["unknown", "cycle", "day", "iteration", "by", "team", "no-team"],
)
def test_a_broken_line_of_items(run: Any, tmp_path: Path, line: str, expected: list[str]) -> None:
    (tmp_path / "items.csv").write_text(f"{ITEMS}{line}\n", encoding="utf-8")
    (tmp_path / "teams.csv").write_text(TEAMS, encoding="utf-8")
    answer = run("plan", "items.csv", "--teams", "teams.csv")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "À faire :" in answer.stderr
    assert [each for each in expected if each not in " ".join(answer.stderr.split())] == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("qui;jours\nCRM;1\n", ["teams.csv", "Il manque la colonne des équipes", "Colonnes trouvées : qui, jours"]),
        ("équipe;quand\nCRM;1\n", ["Il manque la colonne des jours de chaque équipe"]),
        ("équipe;jours\nCRM;\n", ["teams.csv, ligne 2, colonne « jours »", "Ce nombre de jours manque"]),
        ("équipe;jours\nCRM;-1\n", ["ligne 2, colonne « jours »", "Attendu : de 0 à"]),
        ("équipe;jours\n;3\nCRM;1\n", ["ligne 2, colonne « équipe »", "n’a pas de nom d’équipe"]),
        ("équipe;jours;itération\nCRM;3;0\n", ["ligne 2, colonne « itération »", "Attendu : un nombre entier de 1"]),
        ("équipe;jours\nCRM;3\nCRM;4\n", ["ligne 3", "a déjà ses jours à la ligne 2"]),
    ],
    ids=["no-team", "no-days", "empty", "negative", "no-name", "iteration", "twice"],
)
def test_a_broken_table_of_teams(run: Any, tmp_path: Path, content: str, expected: list[str]) -> None:
    (tmp_path / "items.csv").write_text(f"{ITEMS}a;1;2;CRM;;;;\n", encoding="utf-8")
    (tmp_path / "teams.csv").write_text(content, encoding="utf-8")
    answer = run("plan", "items.csv", "--teams", "teams.csv")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert [each for each in expected if each not in " ".join(answer.stderr.split())] == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--iterations", "0"], "--iterations attend un nombre entier de 1 à 200"),
        (["--weeks", "0"], "--weeks vaut « 0 » : plus de 0 et au plus 26 semaines"),
        (["--weeks", "x"], "--weeks attend un nombre positif ou nul"),
        (["--start", "bientôt"], "--start attend un jour du calendrier"),
        (["--start", "9999-12-20"], "--start attend un jour du calendrier, de 1970 à 2200"),
        (["--start", "0001-01-01"], "--start attend un jour du calendrier, de 1970 à 2200"),
        (["--time-limit", "99999"], "au plus 3 600 secondes"),
        (["--forward", "a"], "--forward attend ÉLÉMENT=ITÉRATION"),
        (["--forward", "a=x"], "--forward attend un nombre entier"),
        (["--forward", "a=27"], "--forward demande l’itération 27 : elles vont de 1 à 26"),
        (["--forward", "z=1"], "aucun élément ne s’appelle « z »"),
        (["--why", "aa"], "Vouliez-vous dire a ?"),
        (["--why", "a=z"], "aucun élément ne s’appelle « z »"),
        (["--why", "a=a"], "deux éléments différents"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_question_that_makes_no_sense(run: Any, tmp_path: Path, arguments: list[str], expected: str) -> None:
    (tmp_path / "items.csv").write_text(f"{ITEMS}a;1;2;CRM;;;;\nb;1;2;CRM;;;;\n", encoding="utf-8")
    (tmp_path / "teams.csv").write_text(TEAMS, encoding="utf-8")
    answer = run("plan", "items.csv", "--teams", "teams.csv", *arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert expected in " ".join(answer.stderr.split())


def test_what_cannot_hold_together_is_said_with_the_fewest_constraints(run: Any, tmp_path: Path) -> None:
    lines = "a;1;12;CRM;;;;1\nb;1;2;CRM;;;;1\nc;1;90;CRM;;;;\n"
    (tmp_path / "items.csv").write_text(f"{ITEMS}{lines}", encoding="utf-8")
    (tmp_path / "teams.csv").write_text(TEAMS, encoding="utf-8")
    answer = run("plan", "items.csv", "--teams", "teams.csv")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert (
        "tout cela ne tient pas ensemble : « a » est demandé à l’itération 1 au plus tard ; l’équipe CRM a 10 j/h "
        "d’ici la fin de l’itération 1, et il en faut 12." in " ".join(answer.stderr.split())
    )


def test_broken_lines_can_be_skipped_and_are_counted(run: Any, tmp_path: Path) -> None:
    lines = "a;1;2;CRM;;;;\nb;1;2;CRM;;demain peut-être;;\nc;x;2;CRM;;;;\n"
    (tmp_path / "items.csv").write_text(f"{ITEMS}{lines}", encoding="utf-8")
    (tmp_path / "teams.csv").write_text(TEAMS, encoding="utf-8")
    answer = run("plan", "items.csv", "--teams", "teams.csv", "--skip-bad")
    assert answer.returncode == 0
    assert "2 lignes sautées : 4, 3." in answer.stdout
    assert "1 élément planifié sur 1" in " ".join(answer.stdout.split())


def test_the_teams_are_asked_for_and_never_written_over(run: Any, tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text(f"{ITEMS}a;1;2;CRM;;;;\n", encoding="utf-8")
    (tmp_path / "teams.csv").write_text(TEAMS, encoding="utf-8")
    assert "il manque --teams" in run("plan", "items.csv").stderr
    answer = run("plan", "items.csv", "--teams", "teams.csv", "--csv", "teams.csv")
    assert (answer.returncode, "fait partie des fichiers à lire" in answer.stderr) == (2, True)
    assert (tmp_path / "teams.csv").read_text(encoding="utf-8") == TEAMS
