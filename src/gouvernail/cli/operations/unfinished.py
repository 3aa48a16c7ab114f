"""A restoration that stopped half way: a mark beside the uploads tells of it, from the first change to the last.

The database is swapped in one transaction and the uploads follow: between the two, they belong to different days.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from gouvernail.cli.operations.archive import Reader
from gouvernail.cli.refusals import Refusal

ROOM: Final = ".gouvernail-"  # what the folders begin with in which a restoration works
_MARK: Final = ".restoring.json"


@dataclass(frozen=True)
class Unfinished:
    """The archive that was being restored."""

    path: str
    seal: str


def unfinished() -> Unfinished | None:
    """Give the restoration that stopped half way, if there is one."""
    try:
        found = json.loads(_mark().read_text(encoding="utf-8"))
        return Unfinished(str(found["path"]), str(found["seal"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):  # what cannot be read is no less a mark
        return Unfinished(str(_mark()), "")


def refuse_unfinished() -> None:
    """Refuse to work on a database and uploads that do not belong together.

    Raises
    ------
    Refusal
        Naming the archive to restore again.
    """
    left = unfinished()
    if left:
        raise Refusal("restoration_unfinished", path=left.path)


def mark(reader: Reader) -> None:
    """Say that this archive is being restored; the mark is on the disk before anything else changes."""
    partial = _mark().with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as file:
        json.dump(asdict(Unfinished(str(reader.path.resolve()), reader.seal)), file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(_mark())


def unmark() -> None:
    """Say that database and uploads belong together again; what a restoration that stopped had put aside goes."""
    for room in Path(settings.MEDIA_ROOT).glob(f"{ROOM}*"):
        shutil.rmtree(room, ignore_errors=True)
    _mark().unlink(missing_ok=True)


def _mark() -> Path:
    return Path(settings.MEDIA_ROOT) / _MARK
