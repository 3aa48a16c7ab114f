"""Numbers as people write them: 1 234,5 - 1,234.5 - 3 j/h - 5 pts - 12 k€."""

import re
from typing import Final

import polars as pl

from gouvernail.exchange.values.folding import fold, mapped
from gouvernail.exchange.values.lexicon import unknown_words

_SCALES: Final = {"k": 1e3, "m": 1e6, "md": 1e9, "mds": 1e9, "bn": 1e9}
_MONEY: Final = "€|eur|euros?|\\$|usd|£|gbp|chf"
_FORM: Final = re.compile(
    rf"(?:[~≈]|env\.?|environ|about)?\s*(?P<open>\()?(?:{_MONEY})?\s*(?P<sign>[-+−])?\s*(?:{_MONEY})?\s*"
    r"(?P<number>\d[\d \u00a0\u202f.,'’]*|[.,]\d+)(?P<power>e[-+]?\d{1,3})?\)?\s*"
    rf"(?:(?P<scale>k|m|mds?|bn)(?=$|\W|{_MONEY}))?\s*(?P<unit>[^\d\s][^\d]{{0,24}})?",
    re.IGNORECASE,
)
_SPACES: Final = re.compile(r"[ \u00a0\u202f'’]")
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_GROUPED_SPACES: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})*(?:[.,]\d*)?|[\d.,]+")


def parse_numbers(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Read a column of numbers.

    Parameters
    ----------
    column
        Text. Plain numbers are cast; the others are read through their distinct values: French and English marks,
        thousands, a currency, a unit (which is left out: `3 j/h` is 3), `k` and `M`.

    Returns
    -------
    values : Series of Float64
        Null where the cell is empty, says that it is not known, or is bad.
    bad : Series of Boolean
        Where the text is no number.

    Notes
    -----
    Never raises on any text. `1,234` is 1234, unless another number of the column has a comma that can only be a
    decimal mark (`0,5`, `12,50`, `1 234,5`): then it is 1.234. The same for points.
    """
    texts = column.cast(pl.String)
    values = texts.str.strip_chars().cast(pl.Float64, strict=False)
    plain = values.is_finite() & ~texts.str.contains(r"\.\d{3}$")
    if plain.sum() == len(texts) - texts.null_count():
        return values, _no_rows(values)
    values = values.set(~plain, None)
    distinct = texts.filter(values.is_null()).unique().drop_nulls().to_list()
    decimal = _decimal_mark(texts.unique().drop_nulls().to_list())
    read = {one: number for one in distinct if (number := _number(one, decimal)) is not None}
    unknown = unknown_words()
    bad = [one for one in distinct if one not in read and (folded := fold(one)) and folded not in unknown]
    values = values.fill_null(mapped(texts, dict(read), pl.Float64()))
    return values, texts.is_in(bad).fill_null(value=False).rename("bad")


def _no_rows(values: pl.Series) -> pl.Series:
    return pl.repeat(value=False, n=len(values), dtype=pl.Boolean, eager=True).rename("bad")


def _decimal_mark(texts: list[str]) -> str | None:
    """Find the mark that can only be decimal somewhere in the column; None when nothing shows it."""
    for one in texts:
        found = _FORM.fullmatch(one.strip())
        if found is None:
            continue
        digits = _SPACES.sub("", found["number"]).rstrip(".,")
        marks = [mark for mark in digits if mark in ".,"]
        if marks and (len(set(marks)) > 1 or (len(marks) == 1 and not _GROUPED.fullmatch(digits))):
            return marks[-1]
        if len(marks) == 1 and len(digits) < len(_SPACES.sub("_", found["number"]).rstrip(".,")):
            return marks[0]
    return None


def _number(text: str, decimal: str | None) -> float | None:
    found = _FORM.fullmatch(text.strip())
    if found is None or not _GROUPED_SPACES.fullmatch(found["number"].strip()):
        return None
    digits = _SPACES.sub("", found["number"]).rstrip(".,")
    plain = _plain(digits, decimal)
    if plain is None:
        return None
    value = float(plain + (found["power"] or "")) * _SCALES.get((found["scale"] or "").lower(), 1.0)
    return -value if found["sign"] in {"-", "−"} or found["open"] else value


def _plain(digits: str, decimal: str | None) -> str | None:
    """Write digits with a point and no thousands; None when the marks make no number."""
    marks = {mark for mark in digits if mark in ".,"}
    if decimal is None and len(marks) == 1 and _GROUPED.fullmatch(digits) and not digits.startswith("0"):
        mark = marks.pop()
        return digits.replace(mark, "") if mark == "," or digits.count(mark) > 1 else digits
    last = decimal if decimal in marks else max(marks, key=digits.rfind, default=".")
    if decimal is not None and decimal not in marks and marks:
        return digits.translate({ord("."): None, ord(","): None}) if _GROUPED.fullmatch(digits) else None
    whole, _, fraction = digits.rpartition(last) if last in digits else (digits, "", "")
    whole = whole.replace("." if last == "," else ",", "")
    return f"{whole or '0'}.{fraction or '0'}" if (whole + fraction).isdigit() else None
