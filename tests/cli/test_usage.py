"""What is said of a command line that cannot be obeyed: a sentence in the reader's language, exit code 2."""

from pathlib import Path
from typing import Any

import pytest


def _said(run: Any, *arguments: object) -> str:
    answer = run(*arguments)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    return answer.stderr


@pytest.mark.parametrize(
    ("arguments", "french", "english"),
    [
        (["diagnose"], "il manque FICHIER.", "FILE is missing."),
        (["diagnose", "x.csv", "--htm", "a"], "Vouliez-vous dire --html", "Did you mean --html"),
        (["diagnose", "x.csv", "--zzz"], "l’option --zzz n’existe pas", "there is no option --zzz"),
        (["diagnose", "x.csv", "--html"], "l’option --html attend une valeur", "the option --html needs a value"),
        (["diagnos"], "Vouliez-vous dire « diagnose »", "Did you mean “diagnose”"),
        (["zzz"], "la commande « zzz » n’existe pas", "there is no command “zzz”"),
        (["schema", "extra"], "argument en trop : extra", "one argument too many: extra"),
        (["promises", "x.csv", "--until", "2025-01-01"], "il manque --as-of", "--as-of is missing"),
        (["diagnose", "absent.csv"], "le fichier absent.csv n’existe pas", "the file absent.csv does not exist"),
    ],
)
def test_the_sentence_is_in_the_language(run: Any, arguments: list[str], french: str, english: str) -> None:
    assert french in _said(run, *arguments)
    assert (
        english in _said(run, arguments[0], "--lang", "en", *arguments[1:])
        if arguments[0] not in {"diagnos", "zzz"}
        else True
    )
    assert english in run(*arguments, env={"GOUVERNAIL_LANG": "en"}).stderr


def test_an_unknown_language_names_those_that_exist(run: Any, tickets: Path) -> None:
    assert "langue « de » inconnue. Langues possibles : fr, en." in _said(run, "diagnose", tickets, "--lang", "de")


@pytest.mark.parametrize("day", ["2025-02-30", "31/02/2024", "hier", "", "2025-13-01"])
def test_a_day_that_does_not_exist_is_refused(run: Any, tickets: Path, day: str) -> None:
    assert "--today attend un jour du calendrier" in _said(run, "diagnose", tickets, "--today", day)


def test_the_future_is_not_judged(run: Any, tickets: Path) -> None:
    assert "est dans le futur" in _said(run, "diagnose", tickets, "--today", "2999-01-01")


def test_days_of_promises_are_in_order(run: Any, tickets: Path) -> None:
    said = _said(run, "promises", tickets, "--as-of", "2024-06-01", "--until", "2024-01-01")
    assert "--until (2024-01-01) doit venir après --as-of (2024-06-01)" in said


def test_one_day_a_file_is_needed(run: Any, tickets: Path) -> None:
    said = _said(run, "diagnose", tickets, "--dates", "2025-01-01,2025-02-01")
    assert "--dates donne 2 jours pour 1 fichier" in said
