"""Backed up, verified, lost, restored: on a real database of each kind, by the commands themselves."""

import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes import DATABASES, Place, a_place

SCENE = "tests.cli.operations.scenes"


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with a_place(request.param, tmp_path_factory.mktemp("backup")) as place:
        done = place.command("migrate")
        assert done.returncode == 0, done.stderr
        place.ask(f"{SCENE}:set_up")
        uploads = place.data / "uploads" / "réunion"
        uploads.mkdir(parents=True)
        (uploads / "plan.csv").write_bytes(b"a;b\n" * 1000)
        yield place


@pytest.fixture(scope="module")
def written(place: Place) -> Path:
    path = place.data / "backup.zip"
    done = place.command("backup", str(path))
    assert done.returncode == 0, done.stderr
    assert "1 uploaded file" in done.stdout
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return path


@pytest.fixture
def archive(written: Path, tmp_path: Path) -> Path:
    return shutil.copy2(written, tmp_path / "backup.zip")


def names(place: Place) -> list[str]:
    return [name for (name,) in place.sql("SELECT name FROM workspaces_workspace ORDER BY name")]


def test_the_round_trip(place: Place, archive: Path) -> None:
    told = place.command("verify", str(archive))
    assert "is whole" in told.stdout, told.stderr
    before = place.ask(f"{SCENE}:all_rows")

    refused = place.command("restore", str(archive))
    assert refused.returncode == 2
    assert "already holds 1 person" in refused.stderr

    # What happened after the backup is lost with --replace, and only with it.
    place.sql("UPDATE workspaces_workspace SET name = 'Changed since'")
    (place.data / "uploads" / "later.csv").write_text("later", encoding="utf-8")
    (place.data / "uploads" / "réunion" / "plan.csv").unlink()
    restored = place.command("restore", str(archive), "--replace")
    assert restored.returncode == 0, restored.stderr
    assert "1 message was waiting" in restored.stdout
    assert names(place) == ["CRM « Ventes » 🚀"]
    after = place.ask(f"{SCENE}:all_rows")
    assert {table for table in before if before[table] != after.get(table)} <= {"jobs_message"}
    files = [file.relative_to(place.data / "uploads").as_posix() for file in (place.data / "uploads").rglob("*")]
    assert sorted(files) == ["réunion", "réunion/plan.csv"]
    assert place.command("check").returncode == 0
    refused_again = place.command("backup", str(archive))
    assert "exists already" in refused_again.stderr


@pytest.mark.parametrize("step", ["swap_uploads", "bring_up_to_date", "settle_after_restoring"])
def test_a_restoration_that_stopped_half_way_is_told_of_and_finished(place: Place, archive: Path, step: str) -> None:
    place.sql("UPDATE workspaces_workspace SET name = 'Changed since'")
    (place.data / "uploads" / "later.csv").write_text("later", encoding="utf-8")
    assert place.ask(f"{SCENE}:restore_and_die", path=str(archive), at=step) == 9

    for command in (("check",), ("verify", str(archive))):
        told = place.command(*command)
        assert f"The restoration of {archive} stopped half way" in told.stdout + told.stderr
    assert place.command("check").returncode != 0
    for command in (("serve",), ("worker",), ("backup", str(archive.with_name("new.zip")))):
        told = place.command(*command)
        assert (told.returncode, "do not belong together" in told.stderr) == (2, True), told.stderr
    other = place.data / "other.zip"
    shutil.copy2(archive, other)  # the same archive elsewhere: its sum says so

    done = place.command("restore", str(other))
    assert done.returncode == 0, done.stderr
    assert names(place) == ["CRM « Ventes » 🚀"]
    left = [file.relative_to(place.data / "uploads").as_posix() for file in (place.data / "uploads").rglob("*")]
    assert sorted(left) == ["réunion", "réunion/plan.csv"]
    assert place.sql("SELECT count(*) FROM jobs_message WHERE state = 'waiting'") == [(0,)]
    assert place.command("check").returncode == 0


def test_another_archive_does_not_finish_what_one_began(place: Place, archive: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.zip"
    assert place.command("backup", str(later)).returncode == 0
    assert place.ask(f"{SCENE}:restore_and_die", path=str(archive), at="swap_uploads") == 9
    refused = place.command("restore", str(later))
    assert (refused.returncode, str(archive) in refused.stderr) == (2, True), refused.stderr
    assert place.command("restore", str(later), "--replace").returncode == 0
    assert place.command("check").returncode == 0


def test_a_damaged_archive_touches_nothing(place: Place, archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    for command in (("verify", str(archive)), ("restore", str(archive), "--replace")):
        told = place.command(*command)
        assert (told.returncode, "is damaged" in told.stderr) == (2, True), told.stderr
    assert names(place) == ["CRM « Ventes » 🚀"]


def test_an_archive_of_a_newer_version_is_refused(place: Place, archive: Path) -> None:
    from tests.cli.operations.test_archive import sealed

    newer = archive.with_name("newer.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(newer, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "manifest.json":
                content = content.replace(b'"jobs.0001_initial"', b'"jobs.0001_initial", "jobs.9999_from_the_future"')
            new.writestr(entry.filename, content)
    told = place.command("restore", str(sealed(newer)), "--replace")
    assert (told.returncode, "newer version" in told.stderr) == (2, True), told.stderr


def test_a_worker_that_lives_forbids_restoring(place: Place, archive: Path) -> None:
    place.ask(f"{SCENE}:beat")
    told = place.command("restore", str(archive), "--replace")
    place.sql("DELETE FROM jobs_worker")
    assert (told.returncode, "a worker still runs" in told.stderr) == (2, True), told.stderr


def test_the_other_kind_of_database_is_refused(place: Place, archive: Path, tmp_path: Path) -> None:
    if place.url.startswith("sqlite"):
        pytest.skip("asked from PostgreSQL's side")
    told = place.command(
        "restore", str(archive), GOUVERNAIL_DATABASE_URL=f"sqlite:///{tmp_path / 'other.sqlite3'}",
        GOUVERNAIL_UPLOADS=str(tmp_path / "uploads"),
    )  # fmt: skip
    assert (told.returncode, "holds a postgresql database" in told.stderr) == (2, True), told.stderr


def test_a_restored_copy_is_a_copy_while_others_write(tmp_path: Path) -> None:
    """The online copy of SQLite is consistent: a transaction is wholly in it, or not at all."""
    from gouvernail.cli.operations import databases

    source = tmp_path / "busy.sqlite3"
    with closing(sqlite3.connect(source)) as line:
        line.execute("CREATE TABLE pair (a, b)")
        line.execute("INSERT INTO pair VALUES (1, 1)")
        line.commit()
        line.execute("BEGIN")
        line.execute("UPDATE pair SET a = 2")
        target = tmp_path / "copy.sqlite3"
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as copy:
            one.backup(copy)
        line.execute("ROLLBACK")
    assert databases.check(target, "sqlite") == ""
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT a, b FROM pair").fetchall() == [(1, 1)]
