"""Paths, folders and archives give the files to read, or a sentence."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.sources import open_paths, text_of

_CSV = b"a,b\n1,2\n"


def _read_all(path: Path | str) -> list[bytes]:
    return [source.read_bytes() for source in open_paths([path])]


def _code(path: Path | str) -> str:
    with pytest.raises(BadInput) as caught:
        _read_all(path)
    return caught.value.problem.code


def test_a_folder_in_order_of_name_without_hidden_files(tmp_path: Path) -> None:
    for name in [
        "b.csv",
        "a/z.jsonl",
        "a/.hidden.csv",
        ".git/x.csv",
        "~$b.xlsx",
        "README.md",
        "LICENSE.txt",
        "logo.svg",
    ]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(_CSV)
    assert [source.name for source in open_paths([tmp_path])] == ["a/z.jsonl", "b.csv"]


def test_a_file_keeps_its_path_and_size(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(_CSV)
    (source,) = open_paths([str(path)])
    assert (source.name, source.path, source.size, source.read_bytes()) == ("t.csv", path, len(_CSV), _CSV)


def test_gzip_loses_its_suffix_and_has_no_path(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl.gz"
    path.write_bytes(gzip.compress(_CSV))
    (source,) = open_paths([path])
    assert (source.name, source.path, source.size, source.read_bytes()) == ("t.jsonl", None, len(_CSV), _CSV)


def test_an_archive_gives_its_members_even_compressed_again(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.csv", _CSV)
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("z.csv", _CSV)
        archive.writestr("__MACOSX/z.csv", _CSV)
        archive.writestr("a/b.csv.gz", gzip.compress(_CSV))
        archive.writestr("inner.zip", inner.getvalue())
    sources = open_paths([path])
    assert [source.name for source in sources] == [
        "export.zip › a/b.csv",
        "export.zip › inner.zip › deep.csv",
        "export.zip › z.csv",
    ]
    assert {source.read_bytes() for source in sources} == {_CSV}
    assert {source.read_bytes() for source in sources} == {_CSV}, "a source can be read again"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.4", "is_pdf"),
        (b"\xff\xd8\xff\xe0", "is_image"),
        (b"7z\xbc\xaf\x27\x1c", "is_other_archive"),
        (b"PK\x03\x04 cut", "damaged_archive"),
        (gzip.compress(_CSV * 1000, mtime=0)[:-20], "damaged_archive"),
    ],
)
def test_what_cannot_be_read_whatever_its_name(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "tickets.csv"
    path.write_bytes(data)
    assert _code(path) == code


def test_a_word_document_renamed(tmp_path: Path) -> None:
    path = tmp_path / "tickets.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert _code(path) == "is_document"


def test_missing_path_and_folder_without_a_file_to_read(tmp_path: Path) -> None:
    assert _code(tmp_path / "absent.csv") == "missing_path"
    assert _code(tmp_path) == "empty_folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(_CSV)
    path.chmod(0)
    assert _code(path) == "unreadable"


def test_bombs_stop_while_they_unpack(tmp_path: Path) -> None:
    zeros = gzip.compress(b"0" * 80_000_000)
    path = tmp_path / "t.csv.gz"
    path.write_bytes(zeros)
    assert _code(path) == "archive_bomb"
    archive = tmp_path / "t.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("t.csv", b"0" * 80_000_000)
    assert _code(archive) == "archive_bomb"


def test_a_regular_text_that_compresses_well_is_read(tmp_path: Path) -> None:
    data = b"key,at,field\n" + b"CRM-1,2024-01-01,state\n" * 400_000
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(data))
    (source,) = open_paths([path])
    assert source.read_bytes() == data


def test_text_is_utf8_without_a_mark(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"):
        path = tmp_path / f"{encoding}.json"
        path.write_bytes('{"clé": "été à Noël"}'.encode(encoding))
        (source,) = open_paths([path])
        assert text_of(source).data == '{"clé": "été à Noël"}'.encode()
