"""Names of files as people sent them, made safe to show and to write."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

_LONGEST = 80  # characters; at most 4 bytes each in a file system that holds 255 and more
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff/\\:]+")
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_BYTES = 200


def shown_name(given: str) -> str:
    """Give the last part of a path, without control or direction marks, of a length that every system can hold."""
    last = PurePosixPath(PureWindowsPath(given).as_posix()).name
    clean = unicodedata.normalize("NFC", _UNSAFE.sub("", last)).strip().lstrip(".")
    stem, suffix = clean, ""
    if (found := SUFFIX.fullmatch(PurePosixPath(clean).suffix)) is not None:
        suffix = found[0]
        stem = clean[: -len(suffix)]
    stem = stem[: _LONGEST - len(suffix)]
    while len(stem.encode()) > _BYTES:
        stem = stem[:-1]
    return f"{stem.strip() or 'file'}{suffix}"
