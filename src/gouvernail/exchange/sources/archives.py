import gzip
import io
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.sources.kinds import kind_of_zip
from gouvernail.exchange.sources.limits import Guarded, check_members
from gouvernail.exchange.sources.source import Source, of_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

_DEEPEST: Final = 2  # a ZIP in a ZIP happens, more is a trick
DAMAGED: Final = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    KeyError,
    OSError,
)
"""What the standard library raises on damaged archives, to be caught where the file itself was opened already."""


def gzip_source(packed: Source) -> Source:
    """Read through gzip; the name loses its `.gz`."""
    inner = packed.name[: -len(".gz")] if packed.name.lower().endswith(".gz") else packed.name

    def stream() -> BinaryIO:
        below = packed.stream()
        return _guarded(cast("IO[bytes]", gzip.GzipFile(fileobj=below)), packed, size=packed.size, below=below)

    return Source(inner, None, _gzip_size(packed), stream)


def _gzip_size(packed: Source) -> int:
    """Bytes once unpacked, modulo 4 GB: gzip writes it at the very end."""
    with packed.stream() as stream:
        if not stream.seekable() or packed.size < 4:  # the four bytes of the size
            return packed.size
        stream.seek(-4, io.SEEK_END)
        return int.from_bytes(stream.read(4), "little")


def zip_sources(packed: Source, *, depth: int) -> list[tuple[str, Source]] | None:
    """List what a ZIP holds, in order of name; None when it is itself a workbook.

    The list is read at the end of the file first: an archive inside an archive is unpacked in memory for that.

    Raises
    ------
    BadInput
        `damaged_archive`, `archive_bomb`, `protected_archive`, `nested_archive`, `is_document`.
    """
    if packed.path is None:
        packed = of_bytes(packed.name, packed.read_bytes())
    try:
        with packed.stream() as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except DAMAGED as error:
        raise BadInput(Problem("damaged_archive", packed.name)) from error
    check_members(packed.name, members)
    kind = kind_of_zip([member.filename for member in members])
    if kind == "workbook":
        return None
    if kind == "document":
        raise BadInput(Problem("is_document", packed.name))
    if depth >= _DEEPEST:
        raise BadInput(Problem("nested_archive", packed.name))
    files = sorted(
        (one for one in members if not one.filename.endswith("/") and one.filename), key=lambda member: member.filename
    )
    return [(member.filename, _member_source(packed, member)) for member in files]


def _member_source(packed: Source, member: zipfile.ZipInfo) -> Source:
    name = f"{packed.name} › {member.filename}"

    def stream() -> BinaryIO:
        below = packed.stream()
        try:
            opened = zipfile.ZipFile(below).open(member)  # noqa: SIM115  # closed by whoever reads
        except DAMAGED as error:
            below.close()
            raise BadInput(Problem("damaged_archive", packed.name)) from error
        return _guarded(opened, packed, size=member.compress_size, below=below)

    return Source(name, None, member.file_size, stream)


def _guarded(stream: IO[bytes], packed: Source, *, size: int, below: BinaryIO) -> BinaryIO:
    return _Unpacking(Guarded(stream, packed.name, packed=size, below=below), packed.name)


class _Unpacking(io.BufferedReader):
    """Turns a fault of the archive, met while reading, into a sentence."""

    def __init__(self, raw: Guarded, name: str) -> None:
        super().__init__(raw, buffer_size=1024 * 1024)
        self._name = name

    def read(self, size: int | None = -1, /) -> bytes:
        with self._worded():
            return super().read(size)

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        with self._worded():
            return super().readinto(buffer)

    @contextmanager
    def _worded(self) -> "Iterator[None]":
        try:
            yield
        except DAMAGED as error:
            raise BadInput(Problem("damaged_archive", self._name)) from error
