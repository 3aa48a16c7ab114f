"""How a figure or a date is written: French and English typography, by Babel."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from gouvernail.exchange.wording.language import Language

_LOCALES: Final = {"fr": "fr_FR", "en": "en_GB"}
_NEARLY_ALL: Final = 0.995  # what would be rounded to 100 %
_NEARLY_NOTHING: Final = 0.0005  # what would be rounded to 0 %, with the decimal of small shares
_NONE: Final = "—"
_NO_DECIMAL_ABOVE: Final = 0.1  # a decimal of a percentage would say more than the data do
_FRENCH_PLURAL_FROM: Final = 2  # 1,9 is singular in French


def figure(value: Any, spec: str, language: "Language") -> str:
    """Write a value in the locale.

    Parameters
    ----------
    value
        A number, a day, an instant or a text. None is written as a dash.
    spec
        `percent` (0.29 -> 29 %; 0.999 -> > 99 %), `count` (whole), `number` (up to one decimal), `decimal2`,
        `signed` (a sign always), `signed_count` (whole), `date` (3 mars 2025), `day` (03/03/2025),
        `month` (mars 2025), `moment`;
        `count|one|many` and `plural|one|many` (beside a `number`); empty for plain text.
    """
    name, *forms = spec.split("|")
    if not name:
        return _NONE if value is None else str(value)
    if value is None:
        return _NONE
    if name in {"count", "plural"} and forms:
        written = round(value) if name == "count" else round(value, 1)  # the noun follows the number that is written
        noun = forms[0 if _is_singular(written, language) else 1]
        return noun if name == "plural" else f"{_WRITERS['count'](value, _LOCALES[language])}\N{NO-BREAK SPACE}{noun}"
    return _WRITERS[name](value, _LOCALES[language])


def _is_singular(value: float, language: "Language") -> bool:
    return abs(value) < _FRENCH_PLURAL_FROM if language == "fr" else abs(value) == 1


def _number(pattern: str) -> "Callable[[Any, str], str]":
    def write(value: Any, locale: str) -> str:
        return format_decimal(value, format=pattern, locale=locale).replace("-", "\N{MINUS SIGN}")

    return write


def _whole(pattern: str) -> "Callable[[Any, str], str]":
    write = _number(pattern)
    return lambda value, locale: write(round(value), locale)


def _percent(value: Any, locale: str) -> str:
    """Write a share; what is not all is never 100 %, what is not nothing never 0 %."""
    if _NEARLY_ALL <= value < 1:
        return f">\N{NO-BREAK SPACE}{_percent(_NEARLY_ALL - 0.005, locale)}"
    if 0 < value < _NEARLY_NOTHING:
        return f"<\N{NO-BREAK SPACE}{_percent(0.001, locale)}"
    pattern = "#,##0.#\N{NO-BREAK SPACE}%" if locale == "fr_FR" else "#,##0.#%"
    if abs(value) >= _NO_DECIMAL_ABOVE:
        pattern = pattern.replace(".#", "")
    return format_percent(value, format=pattern, locale=locale).replace("-", "\N{MINUS SIGN}")


def _date(pattern: str) -> "Callable[[Any, str], str]":
    def write(value: date, locale: str) -> str:
        return format_date(value, format=pattern, locale=locale)

    return write


def _whole_date(value: date, locale: str) -> str:
    pattern = "d'er' MMMM y" if locale == "fr_FR" and value.day == 1 else "d MMMM y"
    return format_date(value, format=pattern, locale=locale)


def _moment(value: datetime, locale: str) -> str:
    return f"{_whole_date(value, locale)} {format_time(value, format='HH:mm', locale=locale)}"


_WRITERS: "Final[dict[str, Callable[[Any, str], str]]]" = {
    "percent": _percent,
    "count": _whole("#,##0"),
    "number": _number("#,##0.#"),
    "decimal2": _number("#,##0.00"),
    "signed": _number("+#,##0.#;-#,##0.#"),
    "signed_count": _whole("+#,##0;-#,##0"),
    "date": _whole_date,
    "day": _date("dd/MM/y"),
    "month": _date("LLLL y"),
    "moment": _moment,
}
