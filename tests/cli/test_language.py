"""Which language the command speaks."""

import pytest

from gouvernail.cli.language import known_language, language_of


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "fr"),
        ([], {"LANG": "C.UTF-8"}, "fr"),
        ([], {"LANG": "de_DE.UTF-8"}, "fr"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}, "fr"),
        ([], {"GOUVERNAIL_LANG": "en", "LANG": "fr_FR.UTF-8"}, "en"),
        (["diagnose", "--lang", "en", "x.csv"], {"GOUVERNAIL_LANG": "fr"}, "en"),
        (["diagnose", "--lang=en"], {}, "en"),
        (["diagnose", "--lang", "EN"], {}, "en"),
        (["diagnose", "--lang", "de"], {"GOUVERNAIL_LANG": "en"}, "en"),
        (["--lang"], {}, "fr"),
        (["--lang", "fr", "diagnose", "--lang", "en"], {}, "en"),
    ],
)
def test_the_closest_wish_wins(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert language_of(arguments, environment) == expected


@pytest.mark.parametrize("name", ["", "de", "c", "francais", "e"])
def test_another_language_is_not_known(name: str) -> None:
    assert known_language(name) is None
