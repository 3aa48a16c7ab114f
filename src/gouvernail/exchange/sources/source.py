from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from gouvernail.exchange.problems import BadInput, Problem

LARGEST: Final = 2 * 1024**3
"""Bytes. Above it a file is not an export that a person made, and would not fit in memory."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: on disk, or inside an archive.

    Attributes
    ----------
    name
        As shown to people: `tickets.csv`, `export.zip › issues.csv`.
    path
        The file on disk that holds exactly these bytes; None when they are unpacked from an archive.
    size
        Bytes once unpacked, as far as the archive says.
    stream
        Opens the bytes for reading from the start. Limits on unpacking are applied while reading.
    """

    name: str
    path: Path | None
    size: int
    stream: Callable[[], BinaryIO] = field(repr=False)

    def read_bytes(self) -> bytes:
        """Read everything.

        Raises
        ------
        BadInput
            `unreadable`, `too_large`, `archive_bomb` or `damaged_archive`.
        """
        if self.size > LARGEST:
            raise BadInput(Problem("too_large", self.name, params={"size": self.size / 1e9, "limit": LARGEST / 1e9}))
        return self.head(LARGEST)

    def head(self, count: int) -> bytes:
        """Read the first `count` bytes.

        Raises
        ------
        BadInput
            As `read_bytes`.
        """
        try:
            with self.stream() as stream:
                return stream.read(count)
        except OSError as error:
            raise BadInput(Problem("unreadable", self.name, params={"reason": error.strerror or ""})) from error


def of_bytes(name: str, data: bytes) -> Source:
    """Make a source of bytes that are already in memory."""
    return Source(name, None, len(data), lambda: BytesIO(data))
