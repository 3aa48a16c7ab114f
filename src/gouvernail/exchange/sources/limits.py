"""Reading what was compressed without being flooded by it."""

import io
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from gouvernail.exchange.problems import BadInput, Problem

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable

    from _typeshed import WriteableBuffer

LARGEST_UNPACKED: Final = 1024**3
"""Bytes that one compressed file may become."""
LARGEST_ARCHIVE: Final = 2 * 1024**3
"""Bytes that all the files of one archive may become."""
HIGHEST_RATIO: Final = 150
"""Times that compression may divide a size: exports reach 30, a sheet of equal rows 100, a bomb 1,000."""
RATIO_FROM: Final = 32 * 1024**2
"""Bytes below which the ratio says nothing: a small file may well be very regular."""


class Guarded(io.RawIOBase):
    """A decompressed stream that stops as soon as it grows beyond all reason."""

    def __init__(self, stream: IO[bytes], name: str, *, packed: int, below: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._below = below
        self._name = name
        self._limit = limit_for(packed)
        self._read = 0

    def readable(self) -> bool:
        """Say yes: `io` asks."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill a buffer, counting what came out."""
        with memoryview(buffer) as view:
            data = self._stream.read(view.nbytes)
            view.cast("B")[: len(data)] = data
        self._read += len(data)
        if self._read > self._limit:
            raise bomb(self._name, self._read)
        return len(data)

    def close(self) -> None:
        """Close what was opened below, too."""
        self._stream.close()
        self._below.close()
        super().close()


def limit_for(packed: int) -> int:
    """Bytes that `packed` compressed bytes may become."""
    return min(LARGEST_UNPACKED, max(RATIO_FROM, packed * HIGHEST_RATIO))


def bomb(name: str, size: int) -> BadInput:
    """Refuse a file that unpacks to `size` bytes or more."""
    return BadInput(Problem("archive_bomb", name, params={"size": size / 1e6}))


def check_members(name: str, members: "Iterable[zipfile.ZipInfo]") -> None:
    """Refuse a ZIP by what it says of itself, before anything is unpacked.

    Raises
    ------
    BadInput
        `archive_bomb`, or `protected_archive` when a file needs a password.
    """
    total = 0
    for member in members:
        if member.flag_bits & 0x1:
            raise BadInput(Problem("protected_archive", name))
        total += member.file_size
        if member.file_size > limit_for(member.compress_size) or total > LARGEST_ARCHIVE:
            raise bomb(name, total)
