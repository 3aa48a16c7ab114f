"""`gouvernail forecast`: probable dates and the worth of a stated one, from a file, without a database."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

TODAY = "2026-11-24"  # a Tuesday
MONDAY = date(2026, 11, 23)


def _weeks(*counts: int) -> str:
    """One line an item, the last whole week last."""
    lines = ["Clé;Livré le"]
    for back, count in enumerate(reversed(counts), start=1):
        lines += [f"C-{back}-{n};{MONDAY - timedelta(days=7 * back - n % 5):%d/%m/%Y}" for n in range(count)]
    return "\n".join(lines) + "\n"


@pytest.fixture
def done(tmp_path: Path) -> Path:
    (tmp_path / "done.csv").write_text(_weeks(1, 3, 5, 2, 4, 3, 0, 5, 2, 4, 3, 4, 3), encoding="utf-8")
    return tmp_path / "done.csv"


def _json(run: Any, *arguments: object, code: int = 0) -> dict[str, Any]:
    answer = run("forecast", *arguments, "--today", TODAY, "--json", "-")
    assert (answer.returncode, answer.stderr) == (code, "")
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def test_the_screen_says_the_dates_and_the_worth_of_a_stated_one(run: Any, done: Path) -> None:
    answer = run("forecast", done, "--items", "40", "--date", "2027-03-31", "--today", TODAY)
    assert (answer.returncode, answer.stderr) == (0, "")
    said = " ".join(answer.stdout.split())
    assert "38 éléments livrés en 12 semaines entières : 3,2 par semaine, de 0 à 5." in said
    assert "50 % de chances que 40 éléments soient livrés d’ici le" in said
    assert "31 mars 2027 : date sûre, tenue avec une probabilité de" in said
    english = " ".join(run("forecast", done, "--items", "40", "--today", TODAY, "--lang", "en").stdout.split())
    assert "85% chance that 40 items are finished by" in english


def test_the_dates_are_those_of_the_urn(run: Any, done: Path) -> None:
    content = _json(run, done, "--items", "40")
    assert content["throughput"] == [3, 5, 2, 4, 3, 0, 5, 2, 4, 3, 4, 3]
    days = [date.fromisoformat(content["by"][level]) for level in ("p50", "p85", "p95")]
    assert days == sorted(days)
    assert days[0] - date.fromisoformat(TODAY) == timedelta(weeks=13)  # 40 at 3.2 a week
    assert _json(run, done, "--items", "40")["by"] == content["by"]


@pytest.mark.parametrize(
    ("day", "word"),
    [("2027-06-30", "sûre"), ("2027-03-01", "risquée"), ("2027-02-13", "optimiste"), ("2027-01-01", "non crédible")],
    ids=["safe", "risky", "optimistic", "not-credible"],
)
def test_a_stated_date_has_its_word(run: Any, done: Path, day: str, word: str) -> None:
    said = run("forecast", done, "--items", "40", "--date", day, "--today", TODAY).stdout
    assert f"date {word}, tenue avec une probabilité de" in " ".join(said.split())


def test_a_stated_date_that_is_past_is_never_kept(run: Any, done: Path) -> None:
    stated = _json(run, done, "--items", "1", "--date", "2026-11-01")["stated"]
    assert (stated["probability"], stated["credibility"]) == (0, "not_credible")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (_weeks(2, 3, 2), "Pas assez d’historique : 3 semaines entières, il en faut au moins 6. Revenez dans 3"),
        ("Clé;Livré le\na;\n", "Pas assez d’historique : 0 semaine entière"),
        ("Clé;Livré le\na;02/03/2026\n", "Pas assez d’historique : rien n’a été livré en 12 semaines"),
    ],
    ids=["short", "none", "silent"],
)
def test_too_little_history_says_so_and_has_its_own_code(run: Any, tmp_path: Path, content: str, expected: str) -> None:
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    answer = run("forecast", "x.csv", "--items", "40", "--date", "2027-03-31", "--today", TODAY)
    assert (answer.returncode, answer.stderr) == (3, "")
    said = " ".join(answer.stdout.split())
    assert expected in said
    assert "probabilité" not in said
    assert _json(run, "x.csv", "--items", "40", code=3)["by"] == {"p50": None, "p85": None, "p95": None}


def test_a_short_history_and_a_long_silence_are_said(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(_weeks(3, 2, 4, 3, 0, 0, 0), encoding="utf-8")
    said = " ".join(run("forecast", "x.csv", "--items", "9", "--today", TODAY).stdout.split())
    assert "Avec 7 semaines d’historique seulement, ces chiffres bougeront beaucoup." in said
    assert "Rien n’est livré depuis le" in said


def test_a_number_by_week_is_read_as_well(run: Any, tmp_path: Path) -> None:
    lines = [f"{MONDAY - timedelta(days=7 * back)},{back % 4}" for back in range(1, 14)]
    (tmp_path / "x.csv").write_text("week,count\n" + "\n".join(lines), encoding="utf-8")
    assert _json(run, "x.csv", "--items", "10")["throughput"] == [back % 4 for back in range(12, 0, -1)]


def test_a_long_past_is_judged_by_its_own_forecasts(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(_weeks(*[n * 7 % 5 + 1 for n in range(120)]), encoding="utf-8")
    said = " ".join(run("forecast", "x.csv", "--items", "9", "--today", TODAY).stdout.split())
    assert "Sur votre propre passé : ce qui était promis à 85 % a été tenu" in said


def test_nothing_left_is_finished_already(run: Any, done: Path) -> None:
    assert "Il ne reste rien à livrer." in run("forecast", done, "--items", "0", "--today", TODAY).stdout


def test_a_day_to_come_is_left_aside_and_said(run: Any, done: Path) -> None:
    done.write_text(done.read_text(encoding="utf-8") + "C-x;01/12/2026\n", encoding="utf-8")
    content = _json(run, done, "--items", "3")
    assert content["future"] == 1
    assert sum(content["throughput"]) == 38


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("clé;quand\na;2026-01-05\n", ["x.csv", "Il manque la colonne des dates de livraison", "clé, quand"]),
        ("clé;livré le\na;31/02/2026\n", ["x.csv, ligne 2, colonne « livré le »", "n’est pas une date qui existe"]),
        ("semaine;nombre\n2026-01-05;-2\n", ["ligne 2, colonne « nombre »", "Ce n’est pas un nombre d’éléments"]),
        ("semaine;nombre\n2026-01-05;1,5\n", ["ligne 2, colonne « nombre »", "Ce n’est pas un nombre d’éléments"]),
    ],
    ids=["no-column", "day", "negative", "half"],
)
def test_a_broken_table_says_where_and_what_to_do(run: Any, tmp_path: Path, content: str, expected: list[str]) -> None:
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    answer = run("forecast", "x.csv", "--items", "4")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert [each for each in expected if each not in " ".join(answer.stderr.split())] == []


def test_broken_lines_can_be_skipped_and_are_counted(run: Any, done: Path) -> None:
    done.write_text(done.read_text(encoding="utf-8") + "C-x;jeudi prochain\n", encoding="utf-8")
    answer = run("forecast", done, "--items", "4", "--today", TODAY, "--skip-bad")
    assert answer.returncode == 0
    assert "1 ligne sautée : 41." in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "il manque --items"),
        (["--items", "quelques"], "--items attend un nombre entier"),
        (["--items", "4", "--date", "bientôt"], "--date attend un jour du calendrier"),
        (["--items", "4", "--today", "2999-01-01"], "dans le futur"),
        (["--items", "4", "--today", "0001-01-01"], "--today attend un jour du calendrier, de 1970 à 2200"),
        (["--items", "4", "--date", "9999-12-31"], "--date attend un jour du calendrier, de 1970 à 2200"),
        (["--items", "4", "--history", "5"], "--history attend un nombre entier de 6 à 26"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_question_that_makes_no_sense(run: Any, done: Path, arguments: list[str], expected: str) -> None:
    answer = run("forecast", done, *arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert expected in " ".join(answer.stderr.split())
