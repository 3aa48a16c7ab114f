"""One thing has one name in French, whoever wrote the sentence: us, Django or the library of accounts."""

import re
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.mofile import read_mo
from django.utils import translation

from gouvernail.workspaces.choices.borrowed import BORROWED

LIBRARIES = [
    Path(allauth.__file__).parent / "locale/fr/LC_MESSAGES/django.mo",
    Path(django.__file__).parent / "conf/locale/fr/LC_MESSAGES/django.mo",
    *sorted(Path("src/gouvernail").glob("*/locale/fr/LC_MESSAGES/django.mo")),
]
OTHER_NAME = re.compile(r"courriels?\b|adresse électronique|(?<![-{])\be?mails?\b(?![(}_)])", re.IGNORECASE)
_VALUES = re.compile(r"%\(\w+\)s|\{\w+\}|mailto:|e\.g\.: openid.*|par ex.*openid.*", re.IGNORECASE)


@pytest.mark.parametrize("path", LIBRARIES, ids=lambda path: f"{path.parts[-6]}-{path.parts[-5]}")
def test_an_e_mail_is_called_an_e_mail(path: Path) -> None:
    with path.open("rb") as file, translation.override("fr"):
        said = {translation.gettext(text) for message in read_mo(file) for text in _texts(message.id)}
    assert [text for text in sorted(said) if OTHER_NAME.search(_VALUES.sub("", text))] == []


def test_what_is_borrowed_is_in_french() -> None:
    with translation.override("fr"):
        assert [text for text in BORROWED if translation.gettext(text) == text] == []


def _texts(found: object) -> tuple[str, ...]:
    """Give the singular of a sentence: the plural is asked for by another door. The empty one is the header."""
    return tuple(str(each) for each in (found[:1] if isinstance(found, tuple | list) else (found,)) if each)
