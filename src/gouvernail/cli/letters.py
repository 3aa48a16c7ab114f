"""Sentences on a terminal that does not know every letter: written plainly rather than with question marks."""

import codecs
import unicodedata
from typing import Final, TextIO

_NAME: Final = "gouvernail.plainly"
_PLAIN: Final = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "–": "-",
        "—": "-",
        "−": "-",
        "·": "-",
        "•": "-",
        "→": "->",
        "›": ">",
        "€": "EUR",
        "≥": ">=",
        "≤": "<=",
    }
)


def never_fail_on_a_letter(stream: TextIO) -> None:
    """Let a stream write `é` as `e` where its encoding has no accent, and a question mark as the last resort."""
    codecs.register_error(_NAME, _plainly)
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors=_NAME)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = unicodedata.normalize("NFKD", error.object[error.start : error.end].translate(_PLAIN))
    kept = (one for one in letters if not unicodedata.combining(one))
    return "".join(one if one.isascii() else "?" for one in kept), error.end
