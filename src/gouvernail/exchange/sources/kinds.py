"""What a file really is, by its first bytes: names lie, bytes do not."""

import re
import zipfile
from io import BytesIO
from typing import Final, Literal

Kind = Literal[
    "text",
    "json",
    "workbook",
    "gzip",
    "archive",
    "empty",
    "pdf",
    "image",
    "document",
    "old_office",
    "web_page",
    "other_archive",
    "binary",
]

HEAD: Final = 64 * 1024

_MAGIC: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "other_archive"),
    (b"Rar!\x1a\x07", "other_archive"),
    (b"BZh", "other_archive"),
    (b"\xfd7zXZ\x00", "other_archive"),
    (b"\x28\xb5\x2f\xfd", "other_archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"SQLite format 3\x00", "binary"),
    (b"\x7fELF", "binary"),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WEB: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE | re.DOTALL
)
_XML: Final = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_JSON: Final = re.compile(rb'\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[\[{"\]0-9tfn-]|$))')
_BINARY_SHARE: Final = 0.02  # of control characters: an export has none, or a stray few
_STRAY: Final = 8
_CONTROLS: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1a\x1b")


def kind_of(head: bytes) -> Kind:
    """Say what the file that starts with `head` is."""
    if not head:
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_ZIP):
        return "archive"
    if head.startswith(_BOMS) or looks_utf16(head):
        return "text"
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> Kind:
    if _WEB.match(head) or _XML.match(head):
        return "web_page"
    if len(head) - len(head.translate(None, _CONTROLS)) > max(_STRAY, _BINARY_SHARE * len(head)):
        return "binary"
    if not head.strip(b" \t\r\n\x00"):
        return "empty"
    return "json" if _JSON.match(head) else "text"


def kind_of_zip(names: list[str]) -> Kind:
    """Say what a ZIP holds, by the names inside: a workbook, another Office file, or files to unpack."""
    inside = set(names)
    if "xl/workbook.xml" in inside or "xl/workbook.bin" in inside:
        return "workbook"
    if "[Content_Types].xml" in inside:
        return "document"
    if "content.xml" in inside and "META-INF/manifest.xml" in inside:
        return "workbook"  # OpenDocument: calamine says no if it is a text
    return "archive"


def names_in_zip(data: bytes) -> list[str]:
    """List the files of a ZIP; empty when it cannot be read."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def looks_utf16(head: bytes) -> "str | None":
    """Name the UTF-16 of text without a mark: its Western letters and separators have one null byte in two."""
    sample = head[: len(head) // 2 * 2]
    if len(sample) < 4:  # two characters at the least
        return None
    pairs = len(sample) // 2
    high, low = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if low > 0.1 and high < low / 10:  # Japanese text keeps its separators: a tenth is enough
        return "utf-16-le"
    if high > 0.1 and low < high / 10:
        return "utf-16-be"
    return None
