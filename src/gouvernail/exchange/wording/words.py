import string
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from gouvernail.exchange.wording.language import Language

_HERE: Final = Path(__file__).parent


class Words:
    """The sentences of one language.

    Sentences live in `<language>/<area>.toml` and are named `area.table.key`. Their fields are formatted for the
    locale: `{share:percent}`, `{days:number}`, `{when:date}`, `{n:count}`; `{n:count|item|items}` writes the number
    with the noun in the right number. A word alone: `{n:plural|item|items}`.
    """

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._formatter = _LocaleFormatter(language)

    def say(self, key: str, /, **values: object) -> str:
        """Give the sentence `key` with its fields filled.

        Raises
        ------
        KeyError
            When there is no such sentence, or a field has no value: a fault of ours that tests find.
        """
        return self._formatter.vformat(self._sentence(key), (), values)

    def has(self, key: str) -> bool:
        """Say whether the sentence exists."""
        try:
            self._sentence(key)
        except KeyError:
            return False
        return True

    def _sentence(self, key: str) -> str:
        area, *path = key.split(".")
        found: Any = sentences(self.language, area)
        for step in path:
            if not isinstance(found, dict) or step not in found:
                message = f"no sentence {key!r} in {self.language}"
                raise KeyError(message)
            found = found[step]
        if not isinstance(found, str):
            message = f"{key!r} is a table, not a sentence"
            raise KeyError(message)
        return found


@cache
def sentences(language: Language, area: str) -> dict[str, Any]:
    """Read one area of one language; an area that does not exist is empty."""
    source = _HERE / language / f"{area}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}


class _LocaleFormatter(string.Formatter):
    def __init__(self, language: Language) -> None:
        self._language: Language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        # Babel is imported with the first figure: the help of the command has words and no figure.
        from gouvernail.exchange.wording.figures import figure

        return figure(value, format_spec, self._language)
