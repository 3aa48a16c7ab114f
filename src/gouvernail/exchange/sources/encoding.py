"""Which characters a file is written in."""

import codecs
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gouvernail.exchange.problems import BadInput, Guess, Problem
from gouvernail.exchange.sources.kinds import looks_utf16

if TYPE_CHECKING:
    from gouvernail.exchange.sources.source import Source

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHOWN: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
    "latin-1": "ISO-8859-1",
    "mac-roman": "Mac Roman",
}
# Two bytes that are one French letter, a quote, a dash or the euro in UTF-8, and nothing anyone writes in cp1252.
_SURELY_UTF8: Final = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2(?:\x80[\x80-\xbf]|\x82\xac)|\xc5[\x92\x93]")
_VALID: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NOT_ASCII: Final = bytes(range(0x80, 0x100))
# é è ê à ç ô î ù û É as each of the two writes them: Excel for Mac saves « CSV » in Mac Roman.
_CP1252_LETTERS: Final = b"\xe9\xe8\xea\xe0\xe7\xf4\xee\xf9\xfb\xc9\xc0\xeb\xef"
_MAC_LETTERS: Final = b"\x8e\x8f\x90\x88\x8d\x99\x94\x9d\x9e\x83\xcb\x91\x95"
_CP1252_HOLES: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_MAC_FROM: Final = 2  # letters; below, a damaged cp1252 file is as likely


class Text(NamedTuple):
    """A text as UTF-8 bytes without a mark, and the encoding that was guessed."""

    data: bytes
    guess: Guess


def text_of(source: "Source") -> Text:
    """Read a source as text.

    Returns
    -------
    Text
        UTF-8 bytes (valid, without a byte order mark) and the guess to show.

    Raises
    ------
    BadInput
        `mixed_encoding` with the line and the column (in characters) of the first byte that does not fit,
        `bad_encoding` when the mark at the start lies; what `Source.read_bytes` raises.
    """
    return decode(source.name, source.read_bytes())


def decode(name: str, data: bytes) -> Text:
    """Do the work of `text_of` on bytes in memory."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(name, data[len(mark) :], encoding)
    wide = looks_utf16(data[:4096])
    if wide:
        return _decoded(name, data, wide)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decoded(name, data, _old_encoding(name, data, first=error.start))
    return Text(data, guess_of(name, "utf-8"))


def guess_of(name: str, encoding: str) -> Guess:
    """Say which encoding was found, as people name it."""
    return Guess("encoding", name, _SHOWN[encoding])


def _decoded(name: str, data: bytes, encoding: str) -> Text:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(_bad_byte("bad_encoding", name, data, error.start, encoding)) from error
    valid = data if encoding == "utf-8" else text.encode("utf-8", "surrogatepass")
    return Text(valid, guess_of(name, encoding))


def _old_encoding(name: str, data: bytes, *, first: int) -> str:
    """Choose between cp1252, Latin-1 and Mac Roman, or refuse a mixture of UTF-8 and one of them.

    `first` is the first byte that is not UTF-8.
    """
    sequences = _VALID.findall(data)
    broken = _count(data, _NOT_ASCII) - sum(map(len, sequences))
    if len(sequences) > broken or _SURELY_UTF8.search(data):
        raise BadInput(_bad_byte("mixed_encoding", name, data, first, "utf-8"))
    if _count(data, _MAC_LETTERS) > _MAC_FROM + 2 * _count(data, _CP1252_LETTERS):
        return "mac-roman"
    return "latin-1" if _CP1252_HOLES.search(data) else "cp1252"


def _count(data: bytes, letters: bytes) -> int:
    return len(data) - len(data.translate(None, letters))


def _bad_byte(code: str, name: str, data: bytes, at: int, encoding: str) -> Problem:
    before = data[:at].decode(encoding, "replace")
    start = before.rfind("\n") + 1
    shown = data[max(0, at - 20, data.rfind(b"\n", 0, at) + 1) : at + 20].partition(b"\n")[0]
    around = shown.decode("cp1252" if encoding == "utf-8" else encoding, "replace")
    return Problem(
        code,
        name,
        line=before.count("\n") + 1,
        column=str(len(before) - start + 1),
        found=" ".join(around.split()),
        params={"byte": f"0x{data[at]:02X}", "encoding": _SHOWN[encoding]},
    )
