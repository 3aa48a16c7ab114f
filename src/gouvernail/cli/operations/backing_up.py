"""Back up, verify and restore: database and uploads together."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import gouvernail
from gouvernail.cli import clock
from gouvernail.cli.operations import databases
from gouvernail.cli.operations.archive import DATABASES, FORMAT, UPLOADS, Manifest, Reader, Writer
from gouvernail.cli.operations.migrating import alone, bring_up_to_date, known_migrations
from gouvernail.cli.operations.targets import check_target, settle_after_restoring, swap_uploads
from gouvernail.cli.operations.unfinished import ROOM, mark, refuse_unfinished, unfinished, unmark
from gouvernail.cli.refusals import Refusal


@dataclass(frozen=True)
class Restored:
    """What a restoration did."""

    manifest: Manifest
    migrated: list[str]
    unsent: int


def back_up(path: Path | None) -> tuple[Path, Manifest]:
    """Write one archive with the database and the uploads, while the service runs.

    Raises
    ------
    Refusal
        When the file exists already, something cannot be read or written, or a restoration stopped half way.
    """
    refuse_unfinished()
    connection.ensure_connection()  # a sentence before any work
    target = path or Path(f"gouvernail-{clock.now():%Y-%m-%d-%H%M%S}.zip")
    if target.exists():
        raise Refusal("backup_exists", path=str(target))
    partial = target.with_name(f".{target.name}.partial")
    try:
        with _workroom(target.parent) as room:
            manifest = _fill(partial, room)
        partial.chmod(0o600)  # it holds everything that people wrote
        partial.replace(target)
    except OSError as error:
        raise Refusal("cannot_write", path=str(target), reason=error.strerror or str(error)) from error
    finally:
        partial.unlink(missing_ok=True)
    return target, manifest


def verify(path: Path) -> Manifest:
    """Read the whole archive again: seal, sums, and the database's own check.

    Raises
    ------
    Refusal
        Naming the file of the archive that is damaged.
    """
    reader = Reader(path)
    with tempfile.TemporaryDirectory(prefix="gouvernail-") as room:
        reader.extract(Path(room))
        name = DATABASES[reader.manifest.database]
        wrong = databases.check(Path(room) / name, reader.manifest.database)
    if wrong:
        raise Refusal("backup_damaged", path=str(path), file=f"{name}: {wrong}")
    return reader.manifest


def restore(path: Path, *, replace: bool) -> Restored:
    """Put an archive in the place of the database and the uploads, then bring it up to this version.

    One that stopped half way is done again from its archive, without `replace`: that was agreed to the first time.

    Raises
    ------
    Refusal
        Before anything is touched: a damaged or newer archive, another kind of database, a target that holds data
        (unless `replace`), a worker that still runs, no room on the disk.
    """
    reader = Reader(path)
    _check_fits(reader)
    left = unfinished()
    if left and left.seal != reader.seal and not replace:
        raise Refusal("restoration_unfinished", path=left.path)
    check_target(replace=replace or left is not None)
    uploads = Path(settings.MEDIA_ROOT)
    with alone(), _workroom(uploads) as room:
        reader.extract(room)
        wrong = databases.check(room / DATABASES[connection.vendor], connection.vendor)
        if wrong:
            raise Refusal("backup_damaged", path=str(path), file=wrong)
        mark(reader)
        try:
            databases.load(room / DATABASES[connection.vendor])
        except Exception:  # the whole of it was undone
            if not left:
                unmark()
            raise
        swap_uploads(room / UPLOADS, uploads, room)
    migrated = bring_up_to_date()
    done = Restored(reader.manifest, migrated, settle_after_restoring())
    unmark()  # not before: until they are settled, messages of the backup could be sent twice
    return done


def _fill(partial: Path, room: Path) -> Manifest:
    writer = Writer(partial)
    try:
        name = DATABASES[connection.vendor]
        databases.dump(room / name)  # first: a file added later is one too many, never one too few
        writer.add(room / name, name)
        for file in _uploaded():
            writer.add(file, UPLOADS + file.relative_to(settings.MEDIA_ROOT).as_posix())
        applied = MigrationRecorder(connection).applied_migrations()
        return writer.seal(
            version=gouvernail.__version__,
            made_at=f"{clock.now().isoformat()}Z",
            database=connection.vendor,
            migrations=sorted(f"{app}.{migration}" for app, migration in applied),
        )
    finally:
        writer.close()


def _uploaded() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    for file in sorted(root.rglob("*")):
        inside = file.relative_to(root).parts
        if file.is_file() and not file.is_symlink() and not inside[0].startswith("."):
            yield file


def _check_fits(reader: Reader) -> None:
    found, path = reader.manifest, str(reader.path)
    if found.format > FORMAT:
        raise Refusal("backup_newer", path=path, version=found.version)
    strange = set(found.migrations) - known_migrations()
    if strange:
        raise Refusal("backup_newer", path=path, version=found.version)
    if found.database != connection.vendor:
        raise Refusal("backup_other_database", path=path, found=found.database, ours=connection.vendor)
    free = shutil.disk_usage(settings.MEDIA_ROOT).free
    if free < reader.size * 2:
        raise Refusal("no_room", path=path, needed=str(reader.size * 2 // 2**20 + 1), free=str(free // 2**20))


@contextmanager
def _workroom(beside: Path) -> Iterator[Path]:
    """Give a hidden folder on the same disk, removed at the end."""
    with tempfile.TemporaryDirectory(prefix=ROOM, dir=beside) as room:
        yield Path(room)
