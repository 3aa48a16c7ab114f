"""Help pages: every option has its sentence, in both languages."""

from typing import Any

import pytest

from gouvernail.cli.app import program
from gouvernail.exchange.wording import Language, Words

BOTH = pytest.mark.parametrize("language", ["fr", "en"])


def _commands(language: Language) -> dict[str, Any]:
    group = program(Words(language))
    return {"program": group, **group.commands}


@BOTH
def test_every_option_of_every_command_has_a_sentence(language: Language) -> None:
    texts = {
        (name, param.name): param.help for name, command in _commands(language).items() for param in command.params
    }
    assert len(texts) > 30
    assert [where for where, text in texts.items() if not text or not text.endswith((".", ")"))] == []


def test_the_two_languages_differ() -> None:
    french, english = _commands("fr"), _commands("en")
    for name in french:
        assert french[name].help != english[name].help


def test_no_sentence_of_help_is_left_over() -> None:
    from gouvernail.exchange.wording.words import sentences

    known = {param.name for command in _commands("fr").values() for param in command.params}
    assert set(sentences("fr", "help")["options"]) == known


@BOTH
@pytest.mark.parametrize("command", ["diagnose", "promises", "demo", "sample", "schema"])
def test_the_page_is_in_the_language_and_fits_in_80_columns(run: Any, language: str, command: str) -> None:
    answer = run(command, "--help", "--lang", language)
    assert answer.returncode == 0
    assert answer.stderr == ""
    assert answer.stdout.startswith(
        {"fr": f"Utilisation : gouvernail {command}", "en": f"Usage: gouvernail {command}"}[language]
    )
    assert "\x1b" not in answer.stdout
    assert {"fr": "Affiche cette aide.", "en": "Show this help."}[language] in answer.stdout
    assert [line for line in answer.stdout.splitlines() if len(line) > 100] == []


def test_the_page_of_the_program_names_every_command(run: Any) -> None:
    page = run("--help").stdout
    assert [name for name in _commands("fr") if name != "program" and f"  {name} " not in page] == []


def test_nothing_typed_shows_the_help_and_fails(run: Any) -> None:
    answer = run()
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("Utilisation :")


def test_the_version_is_that_of_the_package(run: Any) -> None:
    from gouvernail import __version__

    assert run("--version").stdout == f"gouvernail {__version__}\n"


def test_completion_of_the_shell_is_given(run: Any) -> None:
    answer = run("--show-completion", env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": ""})
    assert answer.returncode in {0, 1}
    completed = run(env={"_GOUVERNAIL_COMPLETE": "complete_bash", "COMP_WORDS": "gouvernail diag", "COMP_CWORD": "1"})
    assert completed.stdout.split() == ["diagnose"]
