import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gouvernail.method.diagnosis.settings.checked import checked
from gouvernail.method.diagnosis.settings.fault import SettingsError
from gouvernail.method.diagnosis.settings.laid_over import laid_over
from gouvernail.method.diagnosis.settings.settings import Settings

_DEFAULTS = "thresholds.toml"
_PLACE = re.compile(r"line (\d+)")


def load(text: str | None = None) -> Settings:
    """Give the settings: those that come with the product, with a user's laid over them.

    Parameters
    ----------
    text
        TOML that repeats the tables and keys of `thresholds.toml` that it changes. A threshold changed without its own
        `source` has the source "--thresholds".

    Raises
    ------
    SettingsError
        When the text is no TOML, names what does not exist or may not be changed, or holds a value that makes no sense.
    """
    defaults = _defaults()
    if text is None:
        return checked(defaults, "")
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else None
        lines = text.splitlines()
        found = lines[line - 1] if line and line <= len(lines) else ""
        raise SettingsError("thresholds_unreadable", key="", line=line, found=found, expected="TOML") from error
    return checked(laid_over(defaults, given, text), text)


@cache
def _defaults() -> dict[str, Any]:
    return tomllib.loads(default_text())


def default_text() -> str:
    """Give the commented file that comes with the product."""
    package = __package__.rpartition(".")[0]
    return files(package).joinpath(_DEFAULTS).read_text(encoding="utf-8")
