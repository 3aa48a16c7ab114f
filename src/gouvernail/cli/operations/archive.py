"""The one file of a backup: database, uploads, a manifest with a sum for each, and a seal over the whole."""

import hashlib
import json
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from gouvernail.cli.refusals import Refusal

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
UPLOADS: Final = "uploads/"
DATABASES: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_SEAL: Final = b"sha256:"
_SEALED: Final = len(_SEAL) + 64
_PIECE: Final = 2**20


@dataclass(frozen=True)
class Kept:
    """One file of the archive."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the archive says of itself."""

    format: int
    version: str
    made_at: str
    database: str
    migrations: list[str]
    files: list[Kept]

    @classmethod
    def read(cls, content: bytes, path: Path) -> "Manifest":
        """Read a manifest, or refuse what is not one of ours."""
        try:
            found = json.loads(content)
            files = [Kept(str(one["path"]), int(one["size"]), str(one["sha256"])) for one in found.pop("files")]
            return cls(files=files, **{name: found[name] for name in cls.__annotations__ if name != "files"})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refusal("not_a_backup", path=str(path)) from error

    def written(self) -> bytes:
        """Write the manifest."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


class Writer:
    """Fills an archive, file by file, then seals it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zip = zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED, allowZip64=True)
        self._files: list[Kept] = []

    def add(self, source: Path, name: str) -> None:
        """Copy a file in, summing it on the way."""
        sums, size = hashlib.sha256(), 0
        with source.open("rb") as given, self._zip.open(zipfile.ZipInfo(name), "w", force_zip64=True) as kept:
            for piece in iter(lambda: given.read(_PIECE), b""):
                sums.update(piece)
                size += len(piece)
                kept.write(piece)
        self._files.append(Kept(name, size, sums.hexdigest()))

    def seal(self, **said: Any) -> Manifest:
        """Write the manifest, close the archive and put the sum of all its bytes at its end."""
        manifest = Manifest(format=FORMAT, files=self._files, **said)
        self._zip.writestr(zipfile.ZipInfo(MANIFEST), manifest.written())
        self._zip.comment = b"." * _SEALED
        self._zip.close()
        with self._path.open("r+b") as file:
            body = file.seek(-_SEALED, os.SEEK_END)
            file.seek(0)
            digest = _sum_of(file, body)
            file.seek(body)
            file.write(_SEAL + digest.encode())
        return manifest

    def close(self) -> None:
        """Leave the archive as it is: something went wrong."""
        self._zip.close()


class Reader:
    """Reads an archive that was not trusted yet: seal, names, sizes and sums are checked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        _check_seal(path)
        try:
            with zipfile.ZipFile(path) as opened:
                self.manifest = Manifest.read(opened.read(MANIFEST), path)
                entries = opened.infolist()
        except (zipfile.BadZipFile, KeyError, zlib.error, NotImplementedError) as error:
            raise Refusal("not_a_backup", path=str(path)) from error
        self._check_names(entries)

    @property
    def size(self) -> int:
        """Give the bytes that a restoration writes."""
        return sum(kept.size for kept in self.manifest.files)

    @property
    def seal(self) -> str:
        """Give the sum of the whole, which tells it from any other archive."""
        with self.path.open("rb") as file:
            file.seek(-_SEALED, os.SEEK_END)
            return file.read().removeprefix(_SEAL).decode()

    def check(self) -> None:
        """Read every file and compare its sum.

        Raises
        ------
        Refusal
            Naming the first file that is not what the manifest says.
        """
        with zipfile.ZipFile(self.path) as opened:
            for kept in self.manifest.files:
                for _piece in self._pieces(opened, kept):
                    pass

    def extract(self, folder: Path) -> None:
        """Write every file below a folder, checked on the way."""
        with zipfile.ZipFile(self.path) as opened:
            for kept in self.manifest.files:
                target = folder / kept.path
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as file:
                    for piece in self._pieces(opened, kept):
                        file.write(piece)

    def _pieces(self, opened: zipfile.ZipFile, kept: Kept) -> Iterator[bytes]:
        sums, left = hashlib.sha256(), kept.size
        try:
            with opened.open(kept.path) as file:
                while piece := file.read(min(_PIECE, left + 1)):
                    sums.update(piece)
                    left -= len(piece)
                    if left < 0:
                        break
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise Refusal("backup_damaged", path=str(self.path), file=kept.path) from error
        if left or sums.hexdigest() != kept.sha256:
            raise Refusal("backup_damaged", path=str(self.path), file=kept.path)

    def _check_names(self, found: list[zipfile.ZipInfo]) -> None:
        """Refuse names that lead out of the archive, links, and files that the manifest does not know."""
        entries = {entry.filename: entry for entry in found}
        declared = {kept.path for kept in self.manifest.files}
        if len(entries) != len(found) or set(entries) != declared | {MANIFEST}:
            raise Refusal("backup_strange", path=str(self.path), file=", ".join(sorted(set(entries) ^ declared)[:3]))
        for name, entry in entries.items():
            if not _is_ours(name) or stat.S_ISLNK(entry.external_attr >> 16):
                raise Refusal("backup_strange", path=str(self.path), file=name)


def _is_ours(name: str) -> bool:
    if name in {MANIFEST, *DATABASES.values()}:
        return True
    parts = PurePosixPath(name).parts
    plain = "\\" not in name and ":" not in name and "\0" not in name and str(PurePosixPath(name)) == name
    return plain and name.startswith(UPLOADS) and ".." not in parts


def _check_seal(path: Path) -> None:
    try:
        with path.open("rb") as file:
            body = max(file.seek(0, os.SEEK_END) - _SEALED, 0)
            file.seek(body)
            seal = file.read()
            file.seek(0)
            if not seal.startswith(_SEAL):
                raise Refusal("not_a_backup", path=str(path))
            if _SEAL + _sum_of(file, body).encode() != seal:
                raise Refusal("backup_damaged", path=str(path), file=path.name)
    except OSError as error:
        code = "missing_file" if isinstance(error, FileNotFoundError) else "unreadable_file"
        raise Refusal(code, path=str(path), reason=error.strerror or "") from error


def _sum_of(file: IO[bytes], length: int) -> str:
    sums, left = hashlib.sha256(), length
    while left and (piece := file.read(min(_PIECE, left))):
        sums.update(piece)
        left -= len(piece)
    return sums.hexdigest()
