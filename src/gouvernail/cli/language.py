"""Which language to speak, known before any option is parsed: the help itself is worded."""

from itertools import pairwise
from typing import TYPE_CHECKING, Final, get_args

from gouvernail.exchange.wording import Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT: Final[Language] = "fr"
VARIABLE: Final = "GOUVERNAIL_LANG"
_LOCALE_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order of POSIX


def language_of(arguments: "Sequence[str]", environment: "Mapping[str, str]") -> Language:
    """Choose: `--lang`, then GOUVERNAIL_LANG, then the locale when it is one of ours, then French."""
    asked = (*_asked(arguments), environment.get(VARIABLE, ""), _locale(environment))
    return next((known for name in asked if (known := known_language(name))), DEFAULT)


def known_language(name: str) -> Language | None:
    """Give the language that `fr`, `FR` or `fr_CA.UTF-8` stands for; None for another one."""
    short = name.strip().lower().replace("-", "_").split("_")[0].split(".")[0]
    return next((language for language in LANGUAGES if language == short), None)


def _asked(arguments: "Sequence[str]") -> tuple[str, ...]:
    # The last one wins, as with any option given twice.
    following = [after for before, after in pairwise(arguments) if before == "--lang"]
    joined = [word.partition("=")[2] for word in arguments if word.startswith("--lang=")]
    return (*reversed(joined), *reversed(following))


def _locale(environment: "Mapping[str, str]") -> str:
    return next((value for name in _LOCALE_VARIABLES if (value := environment.get(name))), "")
