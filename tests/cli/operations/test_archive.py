"""An archive says what it holds, shows a changed byte, and cannot lead out of its folder."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.cli.operations.archive import MANIFEST, Manifest, Reader, Writer
from gouvernail.cli.refusals import Refusal

SAID = {
    "version": "0.1.0",
    "made_at": "2026-01-01T00:00:00Z",
    "database": "sqlite",
    "migrations": ["jobs.0001_initial"],
}
CONTENT = b"the database " * 50


def write(folder: Path, *names: str) -> Path:
    source = folder / "source"
    source.write_bytes(CONTENT)
    path = folder / "backup.zip"
    writer = Writer(path)
    for name in names or ("database.sqlite3", "uploads/été/plan n°1.csv"):
        writer.add(source, name)
    writer.seal(**SAID)
    return path


def sealed(path: Path) -> Path:
    """Seal what was made by hand, as somebody would who knows the format."""
    body = path.read_bytes()
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"." * 71
    body = path.read_bytes()[:-71]
    path.write_bytes(body + b"sha256:" + hashlib.sha256(body).hexdigest().encode())
    return path


def refusal_of(path: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        Reader(path).check()
    return refusal.value.code


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    reader = Reader(write(tmp_path))
    reader.check()
    reader.extract(tmp_path / "out")
    assert (tmp_path / "out" / "uploads" / "été" / "plan n°1.csv").read_bytes() == CONTENT
    assert reader.manifest.migrations == SAID["migrations"]
    assert reader.size == 2 * len(CONTENT)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("archive"))


@given(data=st.data())
def test_one_changed_byte_is_found_wherever_it_is(whole: Path, data: st.DataObject) -> None:
    content = bytearray(whole.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    damaged = whole.with_name("damaged.zip")
    damaged.write_bytes(content)
    assert refusal_of(damaged) in {"backup_damaged", "not_a_backup"}


@given(data=st.data())
def test_a_missing_end_is_found(whole: Path, data: st.DataObject) -> None:
    content = whole.read_bytes()
    damaged = whole.with_name("cut.zip")
    damaged.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    assert refusal_of(damaged) in {"backup_damaged", "not_a_backup"}


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "uploads/../../outside",
        "/etc/outside",
        "uploads//outside",
        "uploads/./outside",
        "uploads\\..\\outside",
        "C:/outside",
        "uploads/C:outside",
        "elsewhere/outside",
        "uploads/",
    ],
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, "database.sqlite3", name)
    assert refusal_of(path) == "backup_strange"
    assert not (tmp_path / "outside").exists()


def test_a_link_is_refused(tmp_path: Path) -> None:
    path, link = tmp_path / "links.zip", zipfile.ZipInfo("uploads/link")
    link.external_attr = 0o120777 << 16
    sums = hashlib.sha256(b"/etc/passwd").hexdigest()
    manifest = Manifest(
        format=1,
        files=[_kept("uploads/link", 11, sums)],
        **SAID,  # type: ignore[arg-type]
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr(MANIFEST, manifest.written())
    assert refusal_of(sealed(path)) == "backup_strange"


@pytest.mark.parametrize(("size", "code"), [(0, "backup_damaged"), (3, "backup_damaged"), (10**9, "backup_damaged")])
def test_a_size_that_lies_is_found_without_writing_more_than_it_says(tmp_path: Path, size: int, code: str) -> None:
    path = tmp_path / "lies.zip"
    content = b"0" * 5_000_000
    manifest = Manifest(
        format=1,
        files=[_kept("database.sqlite3", size, hashlib.sha256(content).hexdigest())],
        **SAID,  # type: ignore[arg-type]
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("database.sqlite3", content)
        archive.writestr(MANIFEST, manifest.written())
    reader = Reader(sealed(path))
    with pytest.raises(Refusal) as refusal:
        reader.extract(tmp_path / "out")
    assert refusal.value.code == code
    assert (tmp_path / "out" / "database.sqlite3").stat().st_size <= min(size, len(content))


def test_a_file_that_the_manifest_does_not_know_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("uploads/more", "more")
    assert refusal_of(sealed(path)) == "backup_strange"


@pytest.mark.parametrize("content", [b"", b"hello", os.urandom(0) + b"PK\x05\x06" + b"\0" * 18, b"x" * 1000])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(content)
    assert refusal_of(path) == "not_a_backup"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "nowhere.zip") == "missing_file"
    assert refusal_of(tmp_path) == "unreadable_file"


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"{}", b"null", b'{"files": [{"path": 1}]}', b'{"files": [], "format": 1}', b"\xff"]
)
def test_a_manifest_that_makes_no_sense_is_refused(tmp_path: Path, manifest: bytes) -> None:
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MANIFEST, manifest)
    assert refusal_of(sealed(path)) == "not_a_backup"


def _kept(path: str, size: int, sha256: str) -> object:
    from gouvernail.cli.operations.archive import Kept

    return Kept(path, size, sha256)
