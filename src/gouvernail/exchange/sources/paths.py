"""From what the user typed to the files that will be read."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.sources.archives import gzip_source, zip_sources
from gouvernail.exchange.sources.kinds import HEAD, Kind, kind_of
from gouvernail.exchange.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

READABLE: Final = frozenset(
    {
        ".csv",
        ".tsv",
        ".tab",
        ".txt",
        ".json",
        ".jsonl",
        ".ndjson",
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".ods",
        ".gz",
        ".zip",
    }
)
"""In a folder or an archive, only these are opened; a file that the user names is always opened."""
_BESIDE: Final = ("readme", "license", "licence", "lisezmoi", "changelog", "thumbs.db", "desktop.ini")
_REFUSED: Final[dict[Kind, str]] = {
    "empty": "empty_file",
    "pdf": "is_pdf",
    "image": "is_image",
    "document": "is_document",
    "web_page": "is_web_page",
    "other_archive": "is_other_archive",
    "binary": "is_binary",
}


def open_paths(paths: "Iterable[Path | str]") -> list[Source]:
    """Find every file to read.

    Parameters
    ----------
    paths
        Files, folders (all that is below, in order of name, hidden files left out), `.zip` and `.gz` archives.

    Returns
    -------
    list[Source]
        In the order of `paths`; inside a folder or an archive, in order of name.

    Raises
    ------
    BadInput
        `missing_path`, `empty_folder`, `unreadable`, `empty_file`, `archive_bomb`, `damaged_archive`,
        `protected_archive`, or one of the `is_...` codes when a file is of no use (a PDF, an image, a document).
    """
    return [source for path in paths for source in _open(Path(path))]


def _open(path: Path) -> "Iterator[Source]":
    try:
        if not path.exists():
            raise BadInput(Problem("missing_path", str(path)))
        if path.is_dir():
            yield from _open_folder(path)
        elif path.is_file():
            yield from _open_file(path, path.name)
        else:
            raise BadInput(Problem("unreadable", str(path), params={"reason": ""}))
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        reason = (error.strerror if isinstance(error, OSError) else None) or ""
        raise BadInput(Problem("unreadable", str(path), params={"reason": reason})) from error


def _open_folder(folder: Path) -> "Iterator[Source]":
    found = [
        path for path in sorted(folder.rglob("*")) if is_wanted(path.relative_to(folder).as_posix()) and path.is_file()
    ]
    if not found:
        raise BadInput(Problem("empty_folder", str(folder)))
    for path in found:
        yield from _open_file(path, path.relative_to(folder).as_posix())


def is_wanted(name: str) -> bool:
    """Say whether a file found in a folder or an archive is to be opened, by its name."""
    parts = [part for part in name.split("/") if part not in {".", ".."}]  # nothing is written where a name points
    if not parts:
        return False
    if any(part.startswith((".", "~$", "__MACOSX")) for part in parts):
        return False
    last = parts[-1].lower()
    return Path(last).suffix in READABLE and not last.startswith(_BESIDE)


def _open_file(path: Path, name: str) -> "Iterator[Source]":
    def stream() -> BinaryIO:
        return path.open("rb")

    source = Source(name, path, path.stat().st_size, stream)
    yield from unpack(source, depth=0)


def unpack(source: Source, *, depth: int) -> "Iterator[Source]":
    """Give the source itself, or what it contains when it is an archive.

    Raises
    ------
    BadInput
        As `open_paths`.
    """
    kind = kind_of(source.head(HEAD))
    if kind == "gzip":
        yield from unpack(gzip_source(source), depth=depth)
    elif kind == "archive":
        members = zip_sources(source, depth=depth)
        if members is None:
            yield source
            return
        wanted = [member for name, member in members if is_wanted(name)]
        if not wanted:
            raise BadInput(Problem("empty_folder", source.name))
        for member in wanted:
            yield from unpack(member, depth=depth + 1)
    elif kind in _REFUSED:
        raise BadInput(Problem(_REFUSED[kind], source.name))
    else:
        yield source
